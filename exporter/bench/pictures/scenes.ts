import { existsSync } from 'node:fs';

/** Debian packages that hold the photographs. */
export const packages = [
  ...['mate-backgrounds', 'plasma-workspace-wallpapers', 'lomiri-wallpapers'],
  ...['palapeli-data', 'tuxpaint-data', 'lxqt-themes', 'sddm-theme-maldives', 'opencv-doc', 'scratch'],
];

const filesIn =
  (folder: string) =>
  (...names: readonly string[]): string[] =>
    names.map((name) => `${folder}/${name}`);
const mate = filesIn('/usr/share/backgrounds/mate/nature');
const lomiri = filesIn('/usr/share/backgrounds');
const plasma = filesIn('/usr/share/wallpapers');
const palapeli = filesIn('/usr/share/palapeli/collection');
const tuxpaint = filesIn('/usr/share/tuxpaint/templates');
const lxqt = filesIn('/usr/share/lxqt/wallpapers');
const maldives = filesIn('/usr/share/sddm/themes/maldives');
const opencv = filesIn('/usr/share/doc/opencv-doc/examples');
const scratch = (folder: string, ...names: readonly string[]): string[] =>
  names.map((name) => `/usr/share/scratch/Media/Backgrounds/${folder}/${name}.jpg`);

/** Photographs whose mean saturation is below 4 levels serve for tuning only: nothing can be told of colours on them. */
const colourless = [
  ...plasma('ColdRipple/contents/images/2560x1600.jpg', 'Grey/contents/images/2560x1600.jpg'),
  ...tuxpaint('mossy_bark.jpg', 'mudstone.jpg'),
  ...opencv('text/scenetext02.jpg'),
];

/**
 * Scenes on which thresholds are chosen: all that are photographs in the packages of wallpapers, and those of other packages that
 * were test scenes once. Drawings, paintings, renderings and gradients were left out by eye, here as among the test scenes.
 */
export const tuningScenes: readonly string[] = [
  ...mate('Aqua.jpg', 'Blinds.jpg', 'Dune.jpg', 'FreshFlower.jpg', 'Garden.jpg', 'GreenMeadow.jpg', 'LadyBird.jpg'),
  ...mate('RainDrops.jpg', 'Storm.jpg', 'TwoWings.jpg', 'Wood.jpg', 'YellowFlower.jpg'),
  ...lomiri('Bridge_by_Sander_Klootwijk.jpg', 'Dragonfly_by_Bolly.jpg', 'Kleiber_by_Lukas_Baubkus.jpg'),
  ...lomiri('Picture_0B_by_freespace.jpg', 'Picture_1A_by_freespace.jpg', 'Wine_by_Jakkub_Mede.jpg'),
  ...lomiri('aitzgorri_by_Aitzol_Berasategi.jpg', 'free_by_Peter_Nerlich.jpg', 'friends_by_Aitzol_Berasategi.jpg'),
  ...lomiri('greentock_by_Peter_Nerlich.jpg', 'life_by_Aitzol_Berasategi.jpg'),
  ...lomiri('picosdeeuropa_by_Aitzol_Berasategi.jpg', 'seeding_by_Clements_Engelhardt.jpg'),
  ...lomiri('sunset_by_Aitzol_Berasategi.jpg'),
  ...[
    ...['BytheWater', 'ColorfulCups', 'DarkestHour', 'EveningGlow', 'FallenLeaf', 'Kite', 'OneStandsOut', 'Path'],
    ...['summer_1am'],
  ].flatMap((name) => plasma(`${name}/contents/images/2560x1600.jpg`)),
  ...colourless,
  ...palapeli('castle-maintenon.jpg', 'cincinnati-bridge.jpg', 'citrus-fruits.jpg', 'european-honey-bee.jpg'),
  ...palapeli('panther-chameleon-female.jpg'),
  ...tuxpaint('burnt_bark.jpg', 'cliff.jpg', 'corn_maze.jpg', 'mossy_log.jpg', 'ocean_waves.jpg', 'rocks.jpg'),
  ...tuxpaint('redwoods_above.jpg', 'sheep.jpg', 'trees_above.jpg', 'trees_at_dusk.jpg', 'wool_mill_machine.jpg'),
  ...maldives('background.jpg'),
  ...lxqt('Valendas.png', 'flowers.png', 'this-is-not-windows.jpg'),
  ...opencv('data/aero1.jpg', 'data/aloeL.jpg', 'data/board.jpg', 'data/building.jpg', 'data/graf1.png'),
  ...opencv('data/leuvenA.jpg', 'data/vtest.avi'),
  ...opencv('text/scenetext01.jpg', 'text/scenetext04.jpg', 'text/scenetext05.jpg', 'text/scenetext06.jpg'),
];

/**
 * Scenes that no threshold has seen: photographs of places, most as a camera would watch them, out of one more package, 480 pixels
 * wide. Left out were those that are mostly out of focus, sky, water or lawn, those that were painted over, and second views of a
 * place.
 */
export const testScenes: readonly string[] = [
  ...scratch(
    'Outdoors',
    'parking-ramp',
    'train-tracks1',
    'building-fireproof',
    'hallway_outdoors',
    'the-movies',
    'houses',
  ),
  ...scratch('Outdoors', 'all-sports-mural', 'atom-playground', 'bench-with-view', 'berkeley-mural', 'building-at-mit'),
  ...scratch('Outdoors', 'brick-wall-and-stairs', 'castle', 'driveway', 'mural-faro', 'pool', 'silos', 'train-tracks2'),
  ...scratch('Outdoors', 'wooden-house'),
  ...scratch('Indoors', 'clothing-store', 'hall', 'kitchen', 'the-movies-inside'),
  ...scratch('Nature', 'flower-bed', 'garden-rock', 'lake', 'pathway', 'tree', 'water-and-rocks'),
  ...scratch('Sports', 'football-field', 'tennis-backboard'),
];

/** @throws Error that says what to install where photographs are missing. */
export function requireScenes(): void {
  const missing = [...tuningScenes, ...testScenes].filter((file) => !existsSync(file));
  if (missing.length) throw new Error(`missing ${missing[0]}: apt-get install ${packages.join(' ')} ffmpeg`);
}
