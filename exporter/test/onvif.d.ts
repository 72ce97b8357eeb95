/** The part of onvif's client that the tests use. */
declare module 'onvif' {
  type Answer<T> = (error: Error | null, answer: T) => void;
  interface Cam {
    getSystemDateAndTime(callback: Answer<Date>): void;
    getDeviceInformation(callback: Answer<Record<string, unknown>>): void;
    getServices(includeCapability: boolean, callback: Answer<{ namespace: string; XAddr: string }[]>): void;
    getStreamUri(options: { profileToken: string }, callback: Answer<{ uri: string }>): void;
  }
  interface Options {
    hostname: string;
    port: number;
    username: string;
    password: string;
    autoconnect: false;
    timeout: number;
  }
  const onvif: { Cam: new (options: Options) => Cam };
  export default onvif;
}
