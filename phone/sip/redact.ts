/** What a SIP message may carry that no log may: digest credentials, and the keys of a call's media path. */
const secrets =
  /^((?:proxy-)?authorization[ \t]*:|(?:proxy-|www-)?authenticat(?:e|ion-info)[ \t]*:|a=ice-pwd:|a=crypto:)[^\r\n]*/gim;

/** A SIP message as it may stand in a log. */
export function redact(text: string): string {
  return text.replace(secrets, '$1 …');
}
