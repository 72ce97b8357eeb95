import { oid, timeTicks, type Value, objectId } from '../mibView.ts';
import { encodeVarbind } from '../pdu.ts';

/** What an agent tells unasked (RFC 3416 section 4.2.6). */
export interface Notification {
  /** snmpTrapOID. */
  name: string;
  varbinds: readonly (readonly [instance: string, value: Value])[];
}

const sysUpTime = oid('1.3.6.1.2.1.1.3.0');
const snmpTrapOid = oid('1.3.6.1.6.3.1.1.4.1.0');

/** Its varbinds, with the two that every notification begins with. */
export const encodeNotification = ({ name, varbinds }: Notification, uptimeMs: number): Buffer =>
  Buffer.concat([
    encodeVarbind(sysUpTime, timeTicks(uptimeMs)),
    encodeVarbind(snmpTrapOid, objectId(name)),
    ...varbinds.map(([instance, value]) => encodeVarbind(oid(instance), value)),
  ]);
