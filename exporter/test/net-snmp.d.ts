/** The part of net-snmp's agent that the tests use. */
declare module 'net-snmp' {
  interface Mib {
    registerProvider(provider: Record<string, unknown>): void;
    addTableRow(table: string, row: readonly (number | string | Buffer)[]): void;
    setScalarValue(scalar: string, value: number | string | Buffer): void;
  }
  interface Agent {
    getAuthorizer(): { addCommunity(community: string): void };
    getMib(): Mib;
    close(): void;
  }
  const snmp: {
    createAgent(options: { port: number; address: string }, callback: (error: Error | null) => void): Agent;
    MibProviderType: { Scalar: number; Table: number };
    ObjectType: {
      Integer: number;
      Counter: number;
      Gauge: number;
      TimeTicks: number;
      OctetString: number;
      Counter64: number;
    };
    MaxAccess: { 'read-only': number; 'not-accessible': number };
  };
  export default snmp;
}
