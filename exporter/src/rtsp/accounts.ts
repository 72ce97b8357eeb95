import type { CredentialStore } from '../credentials.ts';
import { Emitter } from '../modules/emit.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Probe } from '../probe/prober.ts';
import type { Login } from './authentication.ts';
import { CameraBackoff, identityOf } from './backoff.ts';

/** A camera's account in the hands of one probe. */
export interface Account {
  /** Undefined where the inventory names no credentials. */
  login: Login | undefined;
  accepted: () => void;
  /** The camera is left alone from now on, which the probe shows. */
  refused: () => void;
  /** To be called whatever happened. */
  release: () => void;
}

/**
 * The accounts of cameras, one for all protocols: a wrong password is tried once, not once by each of them. So an account that
 * the camera has not accepted yet is in one probe's hands at a time, and the others wait for what it learns.
 */
export class CameraAccounts {
  readonly #credentials: CredentialStore;
  readonly #backoff: CameraBackoff;
  readonly #good = new Map<string, string>();
  readonly #trials = new Map<string, Promise<void>>();

  constructor(credentials: CredentialStore, backoff = new CameraBackoff()) {
    this.#credentials = credentials;
    this.#backoff = backoff;
  }

  /** @throws ProbeFailure `credentials_missing`; `unauthorised` while the camera is left alone; `timeout` */
  async take(probe: Probe): Promise<Account> {
    const { id, address, managed } = probe.target;
    const login = this.#login(managed.login);
    const identity = identityOf([address.host, managed.login, login]);
    for (let trial = this.#trials.get(id); trial && this.#good.get(id) !== identity; trial = this.#trials.get(id))
      await within(probe, trial);
    this.#leaveAlone(probe, identity);
    const account = {
      login,
      accepted: (): void => {
        this.#good.set(id, identity);
        this.#backoff.accepted(id);
      },
      refused: (): void => {
        this.#good.delete(id);
        this.#backoff.refused(id, identity);
        this.#show(probe, identity);
      },
    };
    if (this.#good.get(id) === identity) return { ...account, release: () => undefined };
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#trials.set(id, promise);
    const release = (): void => {
      if (this.#trials.get(id) === promise) this.#trials.delete(id);
      resolve(undefined);
    };
    return { ...account, release };
  }

  #login(name: string | undefined): Login | undefined {
    const credential = this.#credentials.find(name);
    if (name !== undefined && credential?.type !== 'rtsp')
      throw new ProbeFailure('credentials_missing', `the credentials file has no rtsp entry "${name}"`);
    return credential?.type === 'rtsp' ? credential : undefined;
  }

  #leaveAlone(probe: Probe, identity: string): void {
    const seconds = this.#show(probe, identity);
    if (seconds === 0) return;
    const message = `left alone for ${Math.ceil(seconds)} s, because it refused the credentials`;
    throw new ProbeFailure('unauthorised', message, 'backed_off');
  }

  #show({ target, exposition }: Probe, identity: string): number {
    const seconds = this.#backoff.remainingSeconds(target.id, identity);
    if (seconds > 0) Emitter.of(exposition).sample('camera_backoff_seconds', seconds);
    return seconds;
  }
}

async function within(probe: Probe, trial: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const message = 'another probe tried the account for longer than the deadline';
  const timer = setTimeout(() => late.reject(new ProbeFailure('timeout', message)), remainingMs(probe));
  try {
    await Promise.race([trial, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
