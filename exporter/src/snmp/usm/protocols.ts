/** Authentication protocols of the User-based Security Model: RFC 3414 (MD5, SHA) and RFC 7860 (SHA-2). */
export const authProtocols = {
  MD5: { hash: 'md5', keyOctets: 16, digestOctets: 12 },
  SHA: { hash: 'sha1', keyOctets: 20, digestOctets: 12 },
  SHA224: { hash: 'sha224', keyOctets: 28, digestOctets: 16 },
  SHA256: { hash: 'sha256', keyOctets: 32, digestOctets: 24 },
  SHA384: { hash: 'sha384', keyOctets: 48, digestOctets: 32 },
  SHA512: { hash: 'sha512', keyOctets: 64, digestOctets: 48 },
} as const;
export type AuthProtocol = keyof typeof authProtocols;

/**
 * Privacy protocols: DES (RFC 3414 section 8), AES (RFC 3826), and AES with longer keys, of which no RFC says how they are made
 * from a digest that is too short: after draft-blumenthal-aes-usm, or (with C, as Cisco and others do) after
 * draft-reeder-snmpv3-usm-3desede.
 */
export const privProtocols = {
  DES: { cipher: 'des', keyOctets: 16, extension: 'none' },
  AES: { cipher: 'aes-128-cfb', keyOctets: 16, extension: 'none' },
  AES192: { cipher: 'aes-192-cfb', keyOctets: 24, extension: 'blumenthal' },
  AES256: { cipher: 'aes-256-cfb', keyOctets: 32, extension: 'blumenthal' },
  AES192C: { cipher: 'aes-192-cfb', keyOctets: 24, extension: 'reeder' },
  AES256C: { cipher: 'aes-256-cfb', keyOctets: 32, extension: 'reeder' },
} as const;
export type PrivProtocol = keyof typeof privProtocols;

/** A user as its agents know it (RFC 3414 section 2.1). Privacy needs authentication. */
export interface UsmUser {
  username: string;
  auth?: { protocol: AuthProtocol; password: string } | undefined;
  priv?: { protocol: PrivProtocol; password: string } | undefined;
}

/** What says who asks in SNMPv3. */
export interface UserSecurity {
  version: 'v3';
  user: UsmUser;
  contextName?: string | undefined;
}
