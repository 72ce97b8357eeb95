import { isNativeError } from 'node:util/types';
import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { ShownCamera } from './control/shapes.ts';
import type { Recipe } from './picture/recipe.ts';
import type { Credentials } from './credentials.ts';
import { endpointOf } from './endpoint.ts';
import { startCamera } from './rtsp/camera.ts';
import type { ClipLibrary } from './rtsp/clipLibrary.ts';
import { shutterBank } from './rtsp/shutter.ts';
import { recipeOf, streamsOf } from './rtsp/streams.ts';
import { startAgent, type Agent, type AgentSurroundings } from './snmp/agent.ts';
import { startWebs } from './web/deviceWeb.ts';
import { Watchman } from './snmp/notifications/watchman.ts';
import { deviceOf } from './snmp/views/device.ts';

export interface Fleet {
  devices: number;
  /** How its cameras are used. */
  cameras: () => ShownCamera[];
  stop: () => Promise<void>;
}

interface Running {
  stop: () => Promise<void>;
}

/** Devices that are brought up at the same time. */
const batch = 64;

/** The devices of an inventory that somebody can ask. */
export const devicesOf = (inventory: Pick<Inventory, 'elements'>): Element[] =>
  inventory.elements.filter(({ address }) => address !== undefined);

/**
 * Bring up every device: agents for what is asked by SNMP, RTSP servers for cameras.
 * @throws Error naming the device that could not start, and what to do; none is left running then.
 */
export async function startFleet(
  inventory: Pick<Inventory, 'elements'>,
  credentials: Credentials,
  surroundings: AgentSurroundings,
  library: ClipLibrary,
): Promise<Fleet> {
  const devices = devicesOf(inventory);
  const running: Running[] = [];
  const agents: Agent[] = [];
  const counters: (() => ShownCamera)[] = [];
  let watchman: Watchman | undefined;
  const stop = async (): Promise<void> => {
    watchman?.stop();
    library.stop();
    await Promise.all(running.splice(0).map((device) => device.stop()));
  };
  const shutterOf = shutterBank();
  // All that can be wrong in the files is found before the first socket.
  const starts = devices.map((element, index) => {
    const { plant, manners } = surroundings;
    if (element.kind !== 'camera') {
      const agent = agentStarter(element, credentials, surroundings, (started) => void agents.push(started));
      return async () => withWeb(await agent(), element);
    }
    const account = credentials.accountOf(element);
    const eye = { library, shutter: shutterOf(index), plant, manners };
    return async () => {
      const camera = await startCamera(element, endpointOf(element), account, eye);
      counters.push(camera.counts);
      return withWeb(camera, element);
    };
  });
  const webOf = (element: Element): Promise<Running> => {
    const { plant } = surroundings;
    const login = credentials.loginOf(element);
    const changed = (): boolean => plant.condition(element.id).refusesCredentials;
    return startWebs({
      ...{ element, plant, host: endpointOf(element).host },
      account: () => login && (changed() ? { ...login, password: `${login.password} changed` } : login),
      snapshot: element.kind === 'camera' ? () => library.snapshot(recipeOf(element, plant)) : undefined,
    });
  };
  const withWeb = async (device: Running, element: Element): Promise<Running> => {
    try {
      const web = await webOf(element);
      return { stop: async () => void (await Promise.all([device.stop(), web.stop()])) };
    } catch (error) {
      await device.stop();
      throw error;
    }
  };
  const cameras = devices.filter(({ kind }) => kind === 'camera');
  const shown = cameras.map((camera) => recipeOf(camera, surroundings.plant));
  const isDear = ({ codec }: Recipe): boolean => codec === 'H265';
  // Who is asked first must not be slow: what most cameras show is at hand before them, and of the dear ones one, which stands in.
  const [firstDear] = shown.filter(isDear);
  const atHand = [...shown.filter((recipe) => !isDear(recipe)), ...(firstDear === undefined ? [] : [firstDear])];
  await Promise.all(atHand.map((recipe) => library.load(recipe)));

  for (let first = 0; first < devices.length; first += batch) {
    const started = await Promise.allSettled(
      devices.slice(first, first + batch).map(async (element, offset) => {
        try {
          return await starts[first + offset]?.();
        } catch (error) {
          throw new Error(`${element.id} (${element.address ?? ''}): ${explain(error, devices.length)}`, {
            cause: error,
          });
        }
      }),
    );
    for (const result of started) if (result.status === 'fulfilled' && result.value) running.push(result.value);
    const failure = started.find((result) => result.status === 'rejected');
    if (failure) {
      await stop();
      throw failure.reason;
    }
  }
  if (surroundings.notifying) {
    const { plant } = surroundings;
    const tellers = agents.map(({ element, notify }) => ({ device: deviceOf(element, plant), tell: notify }));
    watchman = new Watchman(plant, tellers);
    watchman.start();
  }
  // The few that are dear, and main streams, which are watched seldom, are made while the city runs already.
  const withMain = cameras.filter((camera) => [...streamsOf(camera).values()].includes('main'));
  const mains = withMain.map((camera) => recipeOf(camera, surroundings.plant, 'main'));
  library.prepare([...shown.filter(isDear), ...mains]);
  return { devices: devices.length, cameras: () => counters.map((count) => count()), stop };
}

function agentStarter(
  element: Element,
  credentials: Credentials,
  surroundings: AgentSurroundings,
  started: (agent: Agent) => void,
): () => Promise<Running> {
  const endpoint = endpointOf(element);
  const opening = credentials.openingOf(element);
  return async () => {
    const agent = await startAgent(element, endpoint, opening, surroundings);
    started(agent);
    return agent;
  };
}

function explain(error: unknown, devices: number): string {
  if (!isNativeError(error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'the address and port are in use; end what holds them or generate with other ports';
  // A socket for each device, and one for each client of a camera.
  if (code === 'EMFILE') return `too few file descriptors; allow at least ${devices * 2 + 256} (ulimit -n)`;
  return error.message;
}
