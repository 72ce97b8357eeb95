import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { scenes, type Recipe } from '../picture/recipe.ts';
import type { Plant } from '../plant/plant.ts';
import { sightOf } from '../plant/sight.ts';
import { spread } from '../plant/spread.ts';

export type StreamName = Recipe['stream'];

/** The streams that a camera serves, by path and query. */
export function streamsOf({ streamPath, mainStreamPath }: Element): Map<string, StreamName> {
  const streams = new Map<string, StreamName>([[streamPath ?? '/', 'sub']]);
  if (mainStreamPath !== undefined) streams.set(mainStreamPath, 'main');
  return streams;
}

export const codecOf = ({ video }: Element): Recipe['codec'] => (video?.profile?.codec === 'h265' ? 'H265' : 'H264');

/** Coding in H.265 takes twice as long: cameras that do it share few places. */
const scenesOf: Readonly<Record<Recipe['codec'], number>> = { H264: scenes, H265: 2 };

/** What a stream of a camera shows now. */
export function recipeOf(element: Element, plant: Plant, stream: StreamName = 'sub'): Recipe {
  const codec = codecOf(element);
  const scene = Math.floor(spread(element.id) * scenesOf[codec]);
  return { scene, ...sightOf(element.id, plant), codec, stream };
}

/** Whether a model has a microphone, and tells of its sound beside the video; nobody listens. */
export const hasSound = ({ model }: Element): boolean => model === 'Ranger 4';
