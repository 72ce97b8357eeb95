import { z } from 'zod';
import { meterTypes } from '../vocabulary.ts';

/** How some modules ask a device: what its address alone does not say. */

export const port = z.int().min(1).max(65_535);

/** Module `tcp`: the ports that must take a connection. */
export const tcpAsking = z.strictObject({
  ports: z
    .array(port)
    .min(1)
    .max(16)
    .refine((ports) => new Set(ports).size === ports.length, 'expected each port once'),
});
export type TcpAsking = z.infer<typeof tcpAsking>;

/** Path and query of a request over HTTP. */
export const requestPath = z
  .string()
  .regex(/^\/[\x21-\x7e]{0,1023}$/, 'expected a path such as /status, up to 1024 printable ASCII characters');

/** Module `http`: the page that must answer. The port of the address is that of another protocol, so it does not count here. */
export const httpAsking = z.strictObject({
  scheme: z.enum(['http', 'https']).default('http'),
  /** Absent: 80 or 443. */
  port: port.optional(),
  path: requestPath.default('/'),
});
export type HttpAsking = z.infer<typeof httpAsking>;

/** Module `nut`: a UPS by its name on the `upsd` at the address. */
export const nutAsking = z.strictObject({
  ups: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'expected the name of a UPS as upsd has it: letters, digits, "_", "." and "-"'),
  /** `required`: nothing is asked before TLS stands, and a upsd without it fails. */
  tls: z.enum(['never', 'required']).default('never'),
});
export type NutAsking = z.infer<typeof nutAsking>;

/** Module `modbus_meter`: a meter by its register map and its number behind the address. */
export const modbusAsking = z.strictObject({
  meter: z.enum(meterTypes),
  unit: z.int().min(0).max(255).default(1),
});
export type ModbusAsking = z.infer<typeof modbusAsking>;
