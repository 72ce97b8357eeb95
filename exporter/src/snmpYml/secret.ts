import { inspect } from 'node:util';

const hidden = '<secret>';

/** A community or a password of snmp.yml. Whatever prints, logs or serialises it shows `<secret>`; only `reveal` gives the text. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** For the request to the device, and nothing else. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}
