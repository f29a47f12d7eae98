/** A passphrase that is strong enough; most tests just need any passphrase and share this one. */
export const testPassphrase = 'kass tantsib vihmas porgandiga';
