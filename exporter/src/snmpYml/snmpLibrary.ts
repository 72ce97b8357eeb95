import type { Logger } from 'pino';
import { compile, type ScrapePlan } from './plan.ts';
import { loadSnmpYml, type SnmpAuth } from './snmpYml.ts';

/** The modules and auths of snmp.yml in use. */
export interface SnmpModules {
  plans: ReadonlyMap<string, ScrapePlan>;
  auths: ReadonlyMap<string, SnmpAuth>;
}

/** Where snmp.yml stands. */
export interface SnmpFiles {
  files: readonly string[];
  expandEnvironment: boolean;
}

/** Read and compile all of it. @throws FileError */
export function readModules({ files, expandEnvironment }: SnmpFiles): SnmpModules {
  const { auths, modules } = loadSnmpYml(files, expandEnvironment ? process.env : undefined);
  return { auths, plans: new Map([...modules].map(([name, module]) => [name, compile(module)])) };
}

/** Keeps the modules of snmp.yml; a bad new file leaves the old ones in use. */
export class SnmpLibrary {
  readonly #source: SnmpFiles;
  readonly #log: Logger;
  #modules: SnmpModules;

  /** @throws FileError when the first version is bad */
  constructor(source: SnmpFiles, log: Logger) {
    this.#source = source;
    this.#log = log;
    this.#modules = readModules(source);
    this.#tellOfUnconnected();
  }

  get modules(): SnmpModules {
    return this.#modules;
  }

  /** Read the files again. @throws FileError when they are bad; the old version then stays */
  reload(): void {
    this.#modules = readModules(this.#source);
    this.#log.info({ modules: this.#modules.plans.size }, 'snmp.yml is read again');
    this.#tellOfUnconnected();
  }

  #tellOfUnconnected(): void {
    const modules = [...this.#modules.plans.values()]
      .filter(({ module }) => module.useUnconnectedUdpSocket)
      .map(({ module }) => module.name);
    if (modules.length > 0)
      this.#log.warn(
        { modules },
        'use_unconnected_udp_socket has no effect: an answer counts only from the address asked',
      );
  }
}
