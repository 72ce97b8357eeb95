import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { ProbeModule } from '@roundsman/contract/vocabulary.ts';
import type { ProbeMetric } from '../probe/exposition.ts';

/** A module that reads a device without SNMP: where its figures come from. */
export interface SourcedModule {
  name: ProbeModule;
  title: LocalizedText;
  /** `upsd`: Debian's upsd confirmed the protocol, no UPS the variables; `simulated`: only what we wrote by hand after the document so far. */
  confirmed: 'upsd' | 'simulated';
  /** Documents that it is written after. */
  documents: readonly string[];
  reads: readonly Source[];
}

/** One thing that is read, and the metrics that are made of it. */
export interface Source {
  source: string;
  feeds: readonly ProbeMetric[];
}
