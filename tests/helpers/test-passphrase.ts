/** A passphrase that is good enough to seal with; tests share it, since most of them only need some. */
export const testPassphrase = 'kass tantsib vihmas porgandiga';
