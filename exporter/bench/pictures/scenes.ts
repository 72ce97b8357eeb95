import { existsSync } from 'node:fs';

/** Debian packages that hold the photographs. */
export const packages = ['mate-backgrounds', 'plasma-workspace-wallpapers', 'lomiri-wallpapers'];

const nature = '/usr/share/backgrounds/mate/nature';
const lomiri = '/usr/share/backgrounds';
const plasma = '/usr/share/wallpapers';
const plasmaPhoto = (name: string, size = '2560x1600.jpg'): string => `${plasma}/${name}/contents/images/${size}`;

/**
 * What of these packages is a photograph; drawings, renderings and gradients were left out by eye. Three are of a kind of their
 * own: a painting (Elephants), a wall (analogpattern) and a tinted night sky (Infinite-Sea). gnome-backgrounds and ukui-wallpapers
 * hold none.
 */
const photographs = [
  ...['Aqua', 'Blinds', 'Dune', 'FreshFlower', 'Garden', 'GreenMeadow', 'LadyBird', 'RainDrops', 'Storm', 'TwoWings'],
  ...['Wood', 'YellowFlower'],
].map((name) => `${nature}/${name}.jpg`);
photographs.push(
  '/usr/share/backgrounds/mate/abstract/Elephants.jpg',
  ...[
    ...['Bridge_by_Sander_Klootwijk', 'Dragonfly_by_Bolly', 'Infinite-Sea_by_Aury88', 'Kleiber_by_Lukas_Baubkus'],
    ...['Picture_0B_by_freespace', 'Picture_1A_by_freespace', 'Wine_by_Jakkub_Mede', 'aitzgorri_by_Aitzol_Berasategi'],
    ...['analogpattern_by_Peter_Nerlich', 'free_by_Peter_Nerlich', 'friends_by_Aitzol_Berasategi'],
    ...['greentock_by_Peter_Nerlich', 'life_by_Aitzol_Berasategi', 'picosdeeuropa_by_Aitzol_Berasategi'],
    ...['seeding_by_Clements_Engelhardt', 'sunset_by_Aitzol_Berasategi'],
  ].map((name) => `${lomiri}/${name}.jpg`),
  ...['BytheWater', 'ColorfulCups', 'DarkestHour', 'EveningGlow', 'FallenLeaf', 'Kite', 'OneStandsOut'].map((name) =>
    plasmaPhoto(name),
  ),
  plasmaPhoto('Path'),
  plasmaPhoto('summer_1am'),
);
/** Black-and-white photographs serve for tuning only: nothing can be told of colours on them. */
const colourless = [plasmaPhoto('ColdRipple'), plasmaPhoto('Grey')];

/** Scenes on which thresholds were chosen: each third, and the colourless ones. */
export const tuningScenes: readonly string[] = [...photographs.filter((_, at) => at % 3 === 0), ...colourless];
/** Scenes that no threshold has seen. */
export const testScenes: readonly string[] = photographs.filter((_, at) => at % 3 !== 0);

/** @throws Error that says what to install where photographs are missing. */
export function requireScenes(): void {
  const missing = [...tuningScenes, ...testScenes].filter((file) => !existsSync(file));
  if (missing.length) throw new Error(`missing ${missing[0]}: apt-get install ${packages.join(' ')} ffmpeg`);
}
