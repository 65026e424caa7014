/** What a codec is told apart by. */
interface NamedCodec {
  readonly mimeType: string;
}

/** Opus before all, then what every phone has (RFC 7874): G.711, and telephone-events for digits. */
const wanted = ['audio/opus', 'audio/pcmu', 'audio/pcma', 'audio/telephone-event'] as const;

/** The codecs to offer, best first; the others are left out. None known: none left, and the browser's own order holds. */
export function codecOrder<Codec extends NamedCodec>(codecs: readonly Codec[]): readonly Codec[] {
  return wanted.flatMap((type) => codecs.filter(({ mimeType }) => mimeType.toLowerCase() === type));
}
