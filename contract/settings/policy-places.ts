/**
 * The key under `HKEY_LOCAL_MACHINE` (policy of the machine) and `HKEY_CURRENT_USER` (policy of the user). Windows shares
 * it between its 32 and 64 bit views.
 */
export const windowsPolicyKey = 'SOFTWARE\\Policies\\Switchhook';

/** The preference domain of macOS; its file in the folder below is the machine's, one in a user's folder his. */
export const macPolicyDomain = 'com.switchhook.desktop';

/** Only MDM writes here, so that whatever is here is forced. */
export const macPolicyFolder = '/Library/Managed Preferences';

/** Files of this folder that end in `.json` are policies of the machine; the last by name is the strongest. */
export const linuxPolicyFolder = '/etc/switchhook/policies';
