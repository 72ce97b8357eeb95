import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import fc from 'fast-check';
import { city } from '../../test/cityFixture.ts';
import { correlate as correlated } from './correlation.ts';
import type { OpenOrder } from './correlation/openOrder.ts';
import type { Known, Plan } from './correlation.ts';
import { suspicionKey } from './correlation/suspicion.ts';
import { plusSeconds } from './instant.ts';
import type { Topology } from './topology.ts';
import { buildTopology } from './topology.ts';

const topology = buildTopology(city());
/** What is to be done, for tests that suspect nothing. */
const correlate = (...given: [readonly OpenOrder[], readonly Diagnosis[], Topology, Known?]): Plan =>
  correlated(...given).plan;

const verdict = (
  faultClass: FaultClassId,
  faultPoint: string,
  affected: string[],
  candidates: [FaultClassId, string][] = [[faultClass, faultPoint]],
): Diagnosis => ({
  faultClass,
  faultPoint,
  party: 'keepers',
  probability: 0.9,
  affected,
  candidates: candidates.map(([each, point]) => ({
    faultClass: each,
    faultPoint: point,
    party: 'keepers',
    probability: 0.9,
    for: [],
    against: [],
    check: { en: 'look', zh: '查看' },
  })),
});

const order = (id: string, diagnosis: Diagnosis | null, rest: Partial<OpenOrder> = {}): OpenOrder => ({
  id,
  openedAt: `2026-05-04T03:00:0${id.slice(-1)}.000Z`,
  state: 'dispatched',
  diagnosis,
  affected: diagnosis?.affected ?? [],
  acceptedBySomeone: false,
  ...rest,
});

const solvedAt = '2026-05-04T03:10:00.000Z';
/** By what fires all has been bad from the start. */
const nothingGone: Known = {
  recovering: [],
  confirmed: new Set(),
  badSince: () => '2026-05-04T03:00:00.000Z',
  complaintsOf: () => [],
  visits: [],
  now: solvedAt,
};

/** Does what the plan says, as the application would; new orders are named after their cause. */
const carryOut = (orders: readonly OpenOrder[], plan: Plan): OpenOrder[] => {
  const after = new Map(orders.map((each) => [each.id, { ...each, affected: [...each.affected] }]));
  const add = (id: string, affected: readonly string[]): void => {
    const known = after.get(id);
    if (known === undefined) throw new Error(`the plan names an order that is not open: ${id}`);
    known.affected.push(...affected);
  };
  for (const step of plan) {
    switch (step.action) {
      case 'open': {
        const id = `new ${step.verdict.faultClass} ${step.verdict.faultPoint} 9`;
        after.set(id, { ...order(id, step.verdict), affected: [...step.verdict.affected] });
        break;
      }
      case 'attach':
        add(step.order, step.affected);
        break;
      case 'rediagnose': {
        add(step.order, step.affected);
        const known = after.get(step.order);
        if (known !== undefined) known.diagnosis = step.verdict;
        break;
      }
      case 'join':
        add(step.into, step.affected);
        after.delete(step.order);
        break;
      case 'split': {
        const { verdict } = step.suspected;
        const id = `new ${verdict.faultClass} ${verdict.faultPoint} 9`;
        after.set(id, { ...order(id, verdict), affected: [...verdict.affected] });
        const first = after.get(step.order);
        if (first !== undefined) first.affected = first.affected.filter((each) => !step.affected.includes(each));
        break;
      }
    }
  }
  return [...after.values()];
};

const breaker1 = verdict('breaker_trip', 'breaker-1', ['ups-1']);
const breaker2 = verdict('breaker_trip', 'breaker-2', ['ups-2']);
const feeder = verdict('area_mains_outage', 'feeder-1', ['ups-1', 'ups-2', 'ups-3']);

describe('a verdict', () => {
  test('of a fault that nobody has yet opens an order', () => {
    expect(correlate([], [feeder], topology)).toEqual([{ action: 'open', verdict: feeder }]);
  });

  test('of a cause that has an order attaches what is new to it', () => {
    const grown = { ...feeder, affected: [...feeder.affected, 'onu-1'] };
    expect(correlate([order('o1', feeder)], [grown], topology)).toMatchObject([
      { action: 'attach', order: 'o1', affected: ['onu-1'] },
    ]);
  });

  test('that is wider takes over the order of the narrower, with the reason in both languages', () => {
    const [step] = correlate([order('o1', breaker1)], [feeder], topology);
    expect(step).toMatchObject({ action: 'rediagnose', order: 'o1', verdict: feeder, affected: ['ups-2', 'ups-3'] });
    expect(step).toMatchObject({
      reason: {
        en: 'Later evidence: Area mains outage at feeder-1 (before: Breaker tripped at breaker-1).',
        zh: '根据后续证据：feeder-1处片区市电停电（此前判断：breaker-1处断路器跳闸）。',
      },
    });
  });

  test('that is wider joins several orders into the oldest', () => {
    expect(correlate([order('o2', breaker2), order('o1', breaker1)], [feeder], topology)).toMatchObject([
      { action: 'rediagnose', order: 'o1' },
      { action: 'join', order: 'o2', into: 'o1', affected: [] },
    ]);
  });

  test('joins into the order that a person has accepted, though it is younger', () => {
    expect(
      correlate([order('o1', breaker1), order('o2', breaker2, { acceptedBySomeone: true })], [feeder], topology),
    ).toMatchObject([
      { action: 'rediagnose', order: 'o2' },
      { action: 'join', order: 'o1', into: 'o2' },
    ]);
  });

  test('on the symptoms of a citizen’s report gives that order its cause', () => {
    const report = order('o1', null, { affected: ['camera-1-1'] });
    const hang = verdict('camera_hang', 'camera-1-1', ['camera-1-1']);
    expect(correlate([report], [hang], topology)).toMatchObject([{ action: 'rediagnose', order: 'o1', affected: [] }]);
  });

  test('that is undetermined leaves an order’s cause standing while it still names it', () => {
    const unsure = verdict(
      'undetermined',
      'onu-1',
      ['ups-1'],
      [
        ['drop_fibre_cut', 'onu-1'],
        ['breaker_trip', 'breaker-1'],
      ],
    );
    expect(correlate([order('o1', breaker1)], [unsure], topology)).toEqual([]);
  });

  test('of another cause for symptoms that are all still there corrects the order', () => {
    const wrong = verdict('area_mains_outage', 'feeder-1', ['ups-1', 'ups-2']);
    const plan = correlate([order('o1', wrong)], [breaker1, breaker2], topology);
    expect(plan).toMatchObject([{ action: 'rediagnose', order: 'o1', verdict: breaker1 }]);
    expect(correlate(carryOut([order('o1', wrong)], plan), [breaker1, breaker2], topology)).toEqual([]);
  });
});

describe('an order that was told wrongly, as three faults came at once,', () => {
  const worn = verdict('fibre_degraded', 'splitter-1', ['switch-1', 'camera-1-1', 'camera-1-2', 'camera-1-3']);
  const hung = verdict('switch_hang', 'switch-1', ['switch-1', 'camera-1-1']);
  const dead = verdict('camera_hang', 'camera-1-2', ['camera-1-2']);
  const stalled = verdict('stream_abnormal', 'camera-1-3', ['camera-1-3']);
  const confirmed = (...points: string[]): Known => ({
    ...nothingGone,
    confirmed: new Set(points.map((point) => suspicionKey('o1', point))),
  });

  test('becomes the order of one of them once that is confirmed, and is left by the others', () => {
    const verdicts = [hung, dead, stalled];
    expect(correlated([order('o1', worn)], verdicts, topology)).toMatchObject({ plan: [], suspected: [{}, {}, {}] });
    const plan = correlate([order('o1', worn)], verdicts, topology, confirmed('switch-1', 'camera-1-2'));
    expect(plan).toMatchObject([
      { action: 'rediagnose', order: 'o1', verdict: hung, affected: [] },
      { action: 'split', order: 'o1', suspected: { verdict: dead }, affected: ['camera-1-2'] },
    ]);
    const after = carryOut([order('o1', worn)], plan);
    // It is no longer thought to be late to come back behind the fibre.
    expect(correlated(after, verdicts, topology).suspected).toMatchObject([{ verdict: stalled, why: 'beside' }]);
    const last = correlate(after, verdicts, topology, confirmed('camera-1-3'));
    expect(last).toMatchObject([{ action: 'split', order: 'o1', affected: ['camera-1-3'] }]);
    expect(correlated(carryOut(after, last), verdicts, topology)).toEqual({ plan: [], suspected: [] });
  });

  test('is never left with nothing: what would have been split off last corrects it', () => {
    const left = order('o1', { ...worn, affected: ['camera-1-3'] });
    expect(correlate([left], [stalled], topology, confirmed('camera-1-3'))).toMatchObject([
      { action: 'rediagnose', order: 'o1', verdict: stalled, affected: [] },
    ]);
  });

  test('keeps what has recovered, and is repaired', () => {
    const known = order('o1', { ...worn, affected: ['camera-1-2', 'camera-1-3'] });
    expect(correlate([known], [dead], topology, confirmed('camera-1-2'))).toMatchObject([
      { action: 'split', order: 'o1', affected: ['camera-1-2'] },
    ]);
  });
});

describe('a fault of the view', () => {
  const occluded = order('o1', verdict('view_occluded', 'camera-1-1', ['camera-1-1']));
  const dirty = verdict('lens_dirty', 'camera-1-1', ['camera-1-1']);
  const complains = (...observables: Observable[]): Known => ({ ...nothingGone, complaintsOf: () => observables });

  test('of which the camera told first is corrected by its pictures', () => {
    expect(correlate([occluded], [dirty], topology, complains('untampered'))).toMatchObject([
      { action: 'rediagnose', order: 'o1', verdict: dirty },
    ]);
  });

  test.each<[string, Diagnosis, Known]>([
    ['that the other cannot explain', dirty, complains('untampered', 'view_free')],
    ['of which nothing is left', dirty, complains()],
    ['of another camera', verdict('lens_dirty', 'camera-1-2', ['camera-1-2']), complains('untampered')],
  ])('%s is another fault', (_which, second, known) => {
    expect(correlate([occluded], [second], topology, known)).toEqual([{ action: 'open', verdict: second }]);
  });

  test('is no part of the outage that takes its camera down', () => {
    const tripped = verdict('breaker_trip', 'breaker-1', ['ups-1', 'camera-1-1']);
    expect(correlate([occluded], [tripped], topology, complains('untampered'))).toEqual([
      { action: 'open', verdict: tripped },
    ]);
  });
});

describe('a second cause behind part of an order’s symptoms', () => {
  const outage = order('o1', { ...feeder, affected: [...feeder.affected, 'camera-1-1'] });
  const switched = verdict('switch_hang', 'switch-1', ['camera-1-1']);
  const wrong = order('o1', verdict('area_mains_outage', 'feeder-1', ['ups-1', 'ups-2']));
  const held = (point: string): Known => ({ ...nothingGone, confirmed: new Set([suspicionKey('o1', point)]) });

  test('is suspected first, and splits nothing: the diagnosis may change its mind', () => {
    expect(correlated([wrong], [breaker1, breaker2], topology)).toMatchObject({
      plan: [{ action: 'rediagnose', order: 'o1' }],
      suspected: [{ order: 'o1', verdict: breaker2, why: 'beside' }],
    });
    expect(correlated([outage], [feeder, switched], topology)).toMatchObject({
      plan: [],
      suspected: [{ order: 'o1', verdict: switched, why: 'behind' }],
    });
  });

  test('splits the order once it is confirmed, with the reason in both languages, and then nothing is left to do', () => {
    const plan = correlate([wrong], [breaker1, breaker2], topology, held('breaker-2'));
    expect(plan).toMatchObject([
      { action: 'rediagnose', order: 'o1', verdict: breaker1 },
      { action: 'split', order: 'o1', suspected: { verdict: breaker2 }, affected: ['ups-2'] },
    ]);
    expect(plan[1]).toMatchObject({
      reason: {
        en: 'A second cause: Breaker tripped at breaker-2, beside Breaker tripped at breaker-1.',
        zh: '另有原因：breaker-2处断路器跳闸（原工单：breaker-1处断路器跳闸）。',
      },
    });
    const after = carryOut([wrong], plan);
    expect(after.map(({ affected }) => affected)).toEqual([['ups-1'], ['ups-2']]);
    expect(correlated(after, [breaker1, breaker2], topology)).toEqual({ plan: [], suspected: [] });
  });

  test('that has symptoms which nobody had waits for nothing', () => {
    const wider2 = verdict('breaker_trip', 'breaker-2', ['camera-2-1', 'ups-2']);
    const known = order('o1', { ...breaker1, affected: ['ups-1', 'ups-2'] });
    expect(correlated([known], [breaker1, wider2], topology)).toMatchObject({
      plan: [{ action: 'split', order: 'o1', affected: ['ups-2'] }],
      suspected: [],
    });
  });

  test('that another one was confirmed for is still only suspected', () => {
    expect(correlate([outage], [feeder, switched], topology, held('switch-2'))).toEqual([]);
  });

  test('comes back into the wide order when that turns out to be the cause after all', () => {
    const apart = order('o2', switched, { acceptedBySomeone: true });
    const wider = { ...feeder, affected: [...feeder.affected, 'camera-1-1'] };
    expect(correlate([outage, apart], [wider], topology)).toMatchObject([
      { action: 'rediagnose', order: 'o2', verdict: wider },
      { action: 'join', order: 'o1', into: 'o2' },
    ]);
  });
});

describe('recovery', () => {
  const hung = verdict('camera_hang', 'camera-1-1', ['camera-1-1']);
  const outage = order('o1', { ...feeder, affected: [...feeder.affected, 'camera-1-1'] }, { state: 'verified' });
  const gone: Known = { ...nothingGone, recovering: [{ ...outage, solvedAt }] };

  test('that was verified a moment ago leaves devices time to start before they are a fault of their own', () => {
    expect(correlated([], [hung], topology, gone)).toEqual({
      plan: [],
      suspected: [{ order: 'o1', verdict: hung, why: 'behind' }],
    });
    const confirmed = new Set([suspicionKey('o1', 'camera-1-1')]);
    expect(correlate([], [hung], topology, { ...gone, confirmed })).toMatchObject([
      { action: 'split', order: 'o1', suspected: { verdict: hung }, affected: ['camera-1-1'] },
    ]);
  });

  test.each([
    ['when it went', solvedAt],
    ['half a minute later, as some of it started', plusSeconds(solvedAt, 30)],
  ])('may be why a device is bad that was found bad %s', (_when, since) => {
    const { suspected } = correlated([], [hung], topology, { ...gone, badSince: () => since });
    expect(suspected).toMatchObject([{ order: 'o1', why: 'behind' }]);
  });

  test('leaves what was well for a minute after it less time', () => {
    const since = plusSeconds(solvedAt, 60);
    const known = { ...gone, badSince: () => since, now: plusSeconds(since, 29) };
    expect(correlated([], [hung], topology, known).suspected).toMatchObject([{ order: 'o1', why: 'anew' }]);
  });

  test('keeps nothing waiting that was well after it, and has been bad for as long as a second cause must hold', () => {
    const since = plusSeconds(solvedAt, 60);
    const known = { ...gone, badSince: () => since, now: plusSeconds(since, 30) };
    expect(correlated([], [hung], topology, known)).toMatchObject({
      plan: [{ action: 'split', order: 'o1' }],
      suspected: [],
    });
    const starting = { ...known, badSince: () => plusSeconds(solvedAt, 30) };
    expect(correlated([], [hung], topology, starting).suspected).toMatchObject([{ why: 'behind' }]);
  });

  test('of a cause that never took a device down is no reason to wait for that', () => {
    const apart = order('o1', feeder, { state: 'verified' });
    const other = verdict('camera_hang', 'camera-1-4', ['camera-1-4']);
    const known: Known = { ...nothingGone, recovering: [{ ...apart, solvedAt }] };
    expect(correlate([], [other], topology, known)).toEqual([{ action: 'open', verdict: other }]);
  });

  test('that leaves single devices behind opens nothing and keeps the diagnosis', () => {
    const late = verdict('camera_hang', 'camera-1-1', ['camera-1-1']);
    const known = order('o1', { ...feeder, affected: [...feeder.affected, 'camera-1-1'] });
    expect(correlate([known], [late], topology)).toEqual([]);
  });

  test('attaches a device behind the fault point that falls silent only now', () => {
    const late = verdict('switch_hang', 'switch-1', ['switch-1']);
    expect(correlate([order('o1', feeder)], [late], topology)).toMatchObject([
      { action: 'attach', order: 'o1', affected: ['switch-1'] },
    ]);
  });

  test('of everything changes nothing: closing is for the verification', () => {
    expect(correlate([order('o1', feeder)], [], topology)).toEqual([]);
  });

  test('does not hide a new fault once it was verified', () => {
    const late = verdict('switch_hang', 'switch-1', ['switch-1']);
    expect(correlate([order('o1', feeder, { state: 'verified' })], [late], topology)).toEqual([
      { action: 'open', verdict: late },
    ]);
  });
});

describe('independent faults', () => {
  test('in the area of an outage keep an order of their own', () => {
    const changed = verdict('credentials_changed', 'camera-1-1', ['camera-1-1']);
    const open = [order('o1', feeder), order('o2', changed)];
    expect(correlate(open, [feeder, changed], topology)).toEqual([]);
    expect(correlate(open, [feeder], topology)).toEqual([]);
    expect(correlate([order('o1', feeder)], [feeder, changed], topology)).toEqual([
      { action: 'open', verdict: changed },
    ]);
  });
});

describe('a full link, which loses packets of many and takes nobody down,', () => {
  const cameras = ['camera-1-1', 'camera-2-1', 'camera-1-2'];
  const full = verdict('congestion', 'agg-1', cameras);
  const hang = verdict('camera_hang', 'camera-1-1', ['camera-1-1']);
  const cut = verdict('drop_fibre_cut', 'onu-1', ['camera-1-1', 'camera-2-1', 'onu-1']);
  const afresh = (fault: Diagnosis) => [{ action: 'open', verdict: fault }];

  test.each([
    ['a camera that hangs', hang],
    ['a cut fibre', cut],
  ])('is no reason why %s has no order of its own at once', (_what, dead) => {
    expect(correlated([order('o1', full)], [full, dead], topology)).toEqual({ plan: afresh(dead), suspected: [] });
    expect(correlate([order('o1', full)], [dead], topology)).toEqual(afresh(dead));
  });

  test('takes over no order of what is dead behind it', () => {
    expect(correlate([order('o1', hang), order('o2', full)], [full], topology)).toEqual([]);
  });

  test('has had nothing to do with what is dead after it', () => {
    const known: Known = { ...nothingGone, recovering: [{ ...order('o1', full, { state: 'verified' }), solvedAt }] };
    expect(correlate([], [hang], topology, known)).toEqual(afresh(hang));
  });

  test('explains a stream that breaks off behind it', () => {
    const broken = verdict('stream_abnormal', 'camera-1-1', ['camera-1-1']);
    expect(correlated([order('o1', full)], [full, broken], topology).suspected).toMatchObject([{ order: 'o1' }]);
  });
});

describe('a worn fibre, behind which links come and go and nobody loses way or power,', () => {
  const worn = verdict('fibre_degraded', 'splitter-1', ['onu-1', 'onu-2']);
  const rogue = verdict('rogue_onu', 'onu-1', ['onu-1', 'onu-2']);
  const hang = verdict('switch_hang', 'switch-1', ['switch-1', 'camera-1-1']);
  const cut = verdict('drop_fibre_cut', 'onu-1', ['onu-1', 'switch-1', 'camera-1-1']);

  test.each([
    ['a switch that hangs', worn, hang],
    ['a camera that hangs', worn, verdict('camera_hang', 'camera-1-1', ['camera-1-1'])],
    ['a switch behind an ONU that sends out of turn', rogue, hang],
  ])('is no reason why %s has no order of its own at once', (_what, cause, dead) => {
    const afresh = { plan: [{ action: 'open', verdict: dead }], suspected: [] };
    expect(correlated([order('o1', cause)], [cause, dead], topology)).toEqual(afresh);
    expect(correlated([order('o1', cause)], [dead], topology)).toEqual(afresh);
  });

  test('that is cut in the end is told again', () => {
    expect(correlate([order('o1', worn)], [cut], topology)).toMatchObject([
      { action: 'split', suspected: { verdict: cut } },
    ]);
  });

  test('has had nothing to do with what is dead after it', () => {
    const before = order('o1', { ...worn, affected: ['onu-1', 'onu-2', ...hang.affected] }, { state: 'verified' });
    const known: Known = { ...nothingGone, recovering: [{ ...before, solvedAt }] };
    expect(correlate([], [hang], topology, known)).toEqual([{ action: 'open', verdict: hang }]);
  });

  test('explains a stream that breaks off behind it', () => {
    const broken = verdict('stream_abnormal', 'camera-1-1', ['camera-1-1']);
    expect(correlated([order('o1', worn)], [broken], topology).suspected).toMatchObject([
      { order: 'o1', why: 'beside' },
    ]);
    const after: Known = {
      ...nothingGone,
      recovering: [{ ...order('o1', { ...worn, affected: broken.affected }), solvedAt }],
    };
    expect(correlated([], [broken], topology, after).suspected).toMatchObject([{ order: 'o1', why: 'beside' }]);
    const since = plusSeconds(solvedAt, 60);
    const anew = { ...after, badSince: () => since, now: since };
    expect(correlated([], [broken], topology, anew).suspected).toMatchObject([{ order: 'o1', why: 'anew' }]);
  });
});

const ids = city().elements.map((element) => element.id);
const classes: FaultClassId[] = [
  'area_mains_outage',
  'breaker_trip',
  'drop_fibre_cut',
  'switch_hang',
  'camera_hang',
  'credentials_changed',
  'view_occluded',
  'lens_dirty',
  'congestion',
  'undetermined',
];
const anyVerdict = fc
  .record({
    faultClass: fc.constantFrom(...classes),
    faultPoint: fc.constantFrom(
      'transformer-1',
      'feeder-1',
      'breaker-1',
      'splitter-1',
      'onu-1',
      'onu-2',
      'switch-1',
      'camera-1-1',
    ),
    affected: fc.uniqueArray(fc.constantFrom(...ids.filter((id) => /-[12]$/.test(id))), { minLength: 1, maxLength: 5 }),
    also: fc.constantFrom<FaultClassId>('breaker_trip', 'drop_fibre_cut', 'switch_hang'),
  })
  .map(({ faultClass, faultPoint, affected, also }) =>
    verdict(faultClass, faultPoint, affected, [
      [faultClass, faultPoint],
      [also, faultPoint],
    ]),
  );
const verdictsOf = fc.uniqueArray(anyVerdict, {
  maxLength: 6,
  selector: (each) => `${each.faultClass} ${each.faultPoint}`,
});
const ordersOf = fc
  .array(
    fc.tuple(fc.option(anyVerdict), fc.boolean(), fc.constantFrom<OpenOrder['state']>('open', 'on_site', 'verified')),
    {
      maxLength: 5,
    },
  )
  .map((list) =>
    list.map(([diagnosis, acceptedBySomeone, state], index) =>
      order(`o${index}`, diagnosis, { acceptedBySomeone, state, affected: diagnosis?.affected ?? ['camera-1-1'] }),
    ),
  );
const seed = { seed: 20_260_504, numRuns: 500 };

describe('for any orders and verdicts', () => {
  test('asked again after it was done there is nothing to do', () => {
    fc.assert(
      fc.property(ordersOf, verdictsOf, (open, verdicts) => {
        const after = carryOut(open, correlate(open, verdicts, topology));
        expect(correlate(after, verdicts, topology)).toEqual([]);
        // Whatever its device still says of itself.
        const known: Known = { ...nothingGone, complaintsOf: () => ['untampered'] };
        const corrected = carryOut(open, correlate(open, verdicts, topology, known));
        expect(correlate(corrected, verdicts, topology, known)).toEqual([]);
      }),
      seed,
    );
  });

  test('once every suspicion is confirmed each of them has an order of its own, and none is left with nothing', () => {
    fc.assert(
      fc.property(ordersOf, verdictsOf, (open, verdicts) => {
        const waiting = carryOut(open, correlate(open, verdicts, topology));
        const { suspected } = correlated(waiting, verdicts, topology);
        const confirmed = new Set(suspected.map((each) => suspicionKey(each.order, each.verdict.faultPoint)));
        const plan = correlate(waiting, verdicts, topology, { ...nothingGone, confirmed });
        const after = carryOut(waiting, plan);
        for (const { verdict: second } of suspected)
          expect(after.some(({ diagnosis }) => diagnosis === second)).toBe(true);
        expect(after.filter(({ affected }) => affected.length === 0)).toEqual([]);
      }),
      seed,
    );
  });

  test('every symptom is in an open order, and no cause in two', () => {
    fc.assert(
      fc.property(ordersOf, verdictsOf, (open, verdicts) => {
        const after = carryOut(open, correlate(open, verdicts, topology));
        for (const { faultClass, faultPoint, affected } of verdicts) {
          expect(after.some((each) => affected.every((element) => each.affected.includes(element)))).toBe(true);
          const same = after.filter(
            ({ diagnosis }) => diagnosis?.faultClass === faultClass && diagnosis.faultPoint === faultPoint,
          );
          expect(same.length).toBeLessThanOrEqual(1);
        }
      }),
      seed,
    );
  });

  test('the order of orders and verdicts does not matter', () => {
    fc.assert(
      fc.property(ordersOf, verdictsOf, (open, verdicts) => {
        const plan = correlate(open, verdicts, topology);
        expect(correlate([...open].reverse(), [...verdicts].reverse(), topology)).toEqual(plan);
      }),
      seed,
    );
  });
});
