/** A number that can be called: digits, `*`, `#`, a leading `+`, or the user part of a SIP address. */
export const dialPattern = /^\+?[0-9A-Za-z*#._-]{1,40}$/;
