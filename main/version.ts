import description from '../package.json' with { type: 'json' };

/** The version of Switchhook that this code is. */
export const version: string = description.version;
