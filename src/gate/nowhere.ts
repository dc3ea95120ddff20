/** An address that no network is asked for: what is sent there fails as if the host were down. */
export const NOWHERE = 'blob:izin';
/** The same for those who take no other: the port is forbidden, so the name is not even looked up. */
export const NOBODY = 'https://izin.invalid:1';

/** Stands before an address that was taken out of a style, and is put back. */
export const TAKEN = `${NOWHERE}#`;
