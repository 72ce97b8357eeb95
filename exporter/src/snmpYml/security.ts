import type { CommunitySecurity } from '../snmp/message.ts';
import type { UserSecurity } from '../snmp/usm/protocols.ts';
import type { SnmpAuth } from './snmpYml.ts';

/** What an auth of snmp.yml says of who asks, for the messages to its agents. */
export function securityOf(auth: SnmpAuth, contextName: string | undefined): CommunitySecurity | UserSecurity {
  if (auth.version !== 3) return { version: auth.version === 1 ? 'v1' : 'v2c', community: auth.community.reveal() };
  const { securityLevel, username, password, privPassword } = auth;
  return {
    version: 'v3',
    contextName: contextName ?? auth.contextName,
    user: {
      username,
      auth:
        securityLevel === 'noAuthNoPriv' || !password
          ? undefined
          : { protocol: auth.authProtocol, password: password.reveal() },
      priv:
        securityLevel !== 'authPriv' || !privPassword
          ? undefined
          : { protocol: auth.privProtocol, password: privPassword.reveal() },
    },
  };
}
