/** What Huawei's agents put where a transceiver has no reading. */
const absent = [0, -1, 2_147_483_647, -2_147_483_648];

/**
 * HUAWEI-ENTITY-EXTENT-MIB hwEntityOpticalRxPower and TxPower in dBm. Newer agents send hundredths of a dBm, older ones microwatts,
 * which are positive. Light of over 0 dBm in hundredths cannot be told from microwatts and is read as these: 1.5 dBm as 150 µW.
 */
export function huaweiOpticalPower(value: number | undefined): number | undefined {
  if (value === undefined || absent.includes(value)) return undefined;
  if (value < 0) return value / 100;
  return Math.round(1000 * Math.log10(value / 1000)) / 100;
}
