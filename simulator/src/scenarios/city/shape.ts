/** How the cities of a shape are built. Pairs are the least and the most of them. */
export interface Shape {
  ponPorts: readonly [number, number];
  splittersPerPort: readonly [number, number];
  onusPerSplitter: readonly [number, number];
  camerasPerCabinet: readonly [number, number];
  cabinetsPerFeeder: readonly [number, number];
  feedersPerTransformer: readonly [number, number];
  /** Cabinets reached over an SDH node instead of a PON. */
  sdhCabinets: readonly [number, number];
  /** Aggregation and SDH nodes stand in rings, and an OLT has two ways to them. */
  ringed: boolean;
  /** Shares of cabinets. */
  ups: number;
  pdu: number;
  converter: number;
  /** Share of cameras that the switch feeds. */
  poe: number;
  /**
   * Share of the cabinets that are fully watched, as the design asks for: voltage before and behind the breaker, protector and door,
   * read by the UPS or by a sentinel with a battery and a modem; the port towards the switch read at the ONU. Others have what
   * chance gave them.
   */
  watched: number;
  /** Share of ONUs that are the carrier's, and of breakers that are the power company's. */
  onuOfCarrier: number;
  breakerOfPowerCompany: number;
}

const ringed = {
  ponPorts: [2, 3],
  splittersPerPort: [1, 2],
  onusPerSplitter: [2, 2],
  camerasPerCabinet: [2, 3],
  cabinetsPerFeeder: [2, 3],
  feedersPerTransformer: [2, 3],
  sdhCabinets: [1, 2],
  ringed: true,
  ups: 0.6,
  pdu: 0.2,
  converter: 0.2,
  poe: 0.8,
  watched: 1,
  onuOfCarrier: 0.5,
  breakerOfPowerCompany: 0.15,
} as const satisfies Shape;

/** Cities of one shape are alike and yet differ in all that chance decides; parameters are set on other shapes than those reported. */
export const shapes = {
  radial: {
    ponPorts: [2, 2],
    splittersPerPort: [2, 2],
    onusPerSplitter: [2, 2],
    camerasPerCabinet: [1, 3],
    cabinetsPerFeeder: [2, 3],
    feedersPerTransformer: [2, 2],
    sdhCabinets: [1, 1],
    ringed: false,
    ups: 0.6,
    pdu: 0.25,
    converter: 0.2,
    poe: 0.8,
    watched: 1,
    onuOfCarrier: 0.4,
    breakerOfPowerCompany: 0.1,
  },
  ringed,
  mixed: {
    ponPorts: [2, 2],
    splittersPerPort: [2, 2],
    onusPerSplitter: [2, 3],
    camerasPerCabinet: [1, 2],
    cabinetsPerFeeder: [2, 5],
    feedersPerTransformer: [1, 3],
    sdhCabinets: [1, 2],
    ringed: true,
    ups: 0.5,
    pdu: 0.4,
    converter: 0.4,
    poe: 0.6,
    watched: 1,
    onuOfCarrier: 0.3,
    breakerOfPowerCompany: 0.2,
  },
  dense: {
    ponPorts: [2, 2],
    splittersPerPort: [1, 2],
    onusPerSplitter: [2, 2],
    camerasPerCabinet: [2, 4],
    cabinetsPerFeeder: [2, 3],
    feedersPerTransformer: [2, 2],
    sdhCabinets: [1, 1],
    ringed: false,
    ups: 0.7,
    pdu: 0.3,
    converter: 0.3,
    poe: 0.85,
    watched: 1,
    onuOfCarrier: 0.4,
    breakerOfPowerCompany: 0.1,
  },
  /** As ringed, with cabinets that nobody has instrumented. */
  sparse: { ...ringed, watched: 0 },
} as const satisfies Readonly<Record<string, Shape>>;
export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as [ShapeName, ...ShapeName[]];
