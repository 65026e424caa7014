import { session } from 'electron';
import type { Log } from '../log/log.ts';
import type { Encryption } from '../servers/tls/encryption.ts';
import { judge, type Verdict } from './judge-certificate.ts';

/**
 * The phone window's pages are given the same authorities as the desk's own connections (`encryption.ts`). Chromium goes
 * by the computer's; those of the contact centre are added, and count alone where the computer's are not to.
 */
export function trustAuthorities(encryption: Encryption, log: Log): void {
  session.defaultSession.setCertificateVerifyProc((request, answer) => {
    const verdict = judge(request, encryption, new Date());
    const { hostname, verificationResult } = request;
    if (verdict !== 'trust' && (verdict === 'refuse' || verificationResult !== 'net::OK')) {
      log.warn(`The certificate of ${hostname} is not trusted by the phone (${verificationResult}).`);
    }
    answer(answers[verdict]);
  });
}

/** Electron: 0 trusts, -2 refuses, -3 goes by Chromium's result. */
const answers: Readonly<Record<Verdict, number>> = { trust: 0, refuse: -2, 'as-chromium-says': -3 };
