import type {
  ConfusionCell,
  DiagnosisAccuracy,
  FoundLabel,
  VerdictAccuracy,
} from '@roundsman/contract/diagnosisAccuracy.ts';
import { foundLabels } from '@roundsman/contract/diagnosisAccuracy.ts';
import { faultClassIds } from '@roundsman/contract/faultClasses.ts';
import { type FoundCause, findableClassIds } from '@roundsman/contract/foundCause.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { DiagnosisOutcome, Verdict } from './diagnosisOutcome.ts';
import { millis, type Instant } from './instant.ts';
import { proportionOf } from './wilson.ts';

export interface AccuracyQuery {
  /** Orders opened from here on… */
  from: Instant;
  /** …and before this. */
  to: Instant;
  /** Only orders for which this party was held responsible, by a verdict or by what was found. */
  party?: string | undefined;
  /** Only orders with a site in this district. */
  district?: string | undefined;
}

/** So sure a verdict must not be wrong. */
const confident = 0.9;

/** One verdict against one finding. */
interface Compared {
  verdict: Verdict;
  found: FoundCause;
}

type Found =
  | { outcome: 'fault'; faultClass: FoundLabel; party: string | null }
  | { outcome: 'other'; party: string | null }
  | { outcome: 'nothing' };

export const foundLabelOf = (found: Found): FoundLabel =>
  found.outcome === 'fault' ? found.faultClass : found.outcome;
const partyFound = (found: Found): string | null => (found.outcome === 'nothing' ? null : found.party);
const pointFound = (found: FoundCause): string | null => (found.outcome === 'nothing' ? null : found.faultPoint);

const isClassRight = ({ verdict, found }: Compared): boolean => verdict.faultClass === foundLabelOf(found);
const isAbstention = ({ verdict }: Compared): boolean => verdict.faultClass === 'undetermined';
const isConfidentlyWrong = (each: Compared): boolean =>
  !isAbstention(each) && !isClassRight(each) && each.verdict.probability >= confident;
const isPartyRight = ({ verdict, found }: Compared): boolean => partyOutcome(verdict, found) === 'right';

/** What became of naming a party. An abstention goes to the maintenance unit because somebody must look, which blames nobody. */
export function partyOutcome(
  { faultClass, party }: Pick<Verdict, 'faultClass' | 'party'>,
  found: Found,
): 'right' | 'wrong' | 'abstained' | 'unknown' {
  if (found.outcome === 'nothing') return 'unknown';
  if (faultClass === 'undetermined') return 'abstained';
  return party !== null && party === found.party ? 'right' : 'wrong';
}

/**
 * The confusion matrix of the diagnosis and the shares that follow from it, for the verdicts at dispatch and at the end. Pure, and
 * the order of the outcomes does not matter.
 */
export function diagnosisAccuracy(
  outcomes: readonly DiagnosisOutcome[],
  query: AccuracyQuery,
  inventory: Pick<Inventory, 'parties' | 'sites'>,
): DiagnosisAccuracy {
  const districtOf = new Map(inventory.sites.map(({ id, district }) => [id, district]));
  const asked = outcomes.filter(({ openedAt, siteIds, atDispatch, atEnd, found }) => {
    const within = millis(openedAt) >= millis(query.from) && millis(openedAt) < millis(query.to);
    const parties = [atDispatch.party, atEnd.party, partyFound(found)];
    const ofParty = query.party === undefined || parties.includes(query.party);
    const there = query.district === undefined || siteIds.some((id) => districtOf.get(id) === query.district);
    return within && ofParty && there;
  });
  const nameOf = new Map(inventory.parties.map(({ id, name }) => [id, name]));
  const judged = (which: 'atDispatch' | 'atEnd'): VerdictAccuracy =>
    accuracyOf(
      asked.map((outcome) => ({ verdict: outcome[which], found: outcome.found })),
      (party) => nameOf.get(party) ?? { en: party, zh: party },
    );
  return {
    from: query.from,
    to: query.to,
    nothingFound: asked.filter(({ found }) => found.outcome === 'nothing').length,
    atDispatch: judged('atDispatch'),
    atEnd: judged('atEnd'),
  };
}

type NameOf = (party: string) => { en: string; zh: string };

function accuracyOf(all: readonly Compared[], nameOf: NameOf): VerdictAccuracy {
  const known = all.filter(({ found }) => found.outcome !== 'nothing');
  const share = (of: readonly Compared[], holds: (each: Compared) => boolean) =>
    proportionOf(of.filter(holds).length, of.length);
  const classes = findableClassIds.map((faultClass) => ({
    faultClass,
    whereNamed: share(
      known.filter(({ verdict }) => verdict.faultClass === faultClass),
      isClassRight,
    ),
    whereFound: share(
      known.filter(({ found }) => foundLabelOf(found) === faultClass),
      isClassRight,
    ),
  }));
  const named = known.filter((each) => !isAbstention(each));
  const parties = new Set([
    ...named.flatMap(({ verdict }) => verdict.party ?? []),
    ...known.flatMap(({ found }) => partyFound(found) ?? []),
  ]);
  return {
    orders: known.length,
    faultClass: share(known, isClassRight),
    faultPoint: share(known, (each) => !isAbstention(each) && each.verdict.faultPoint === pointFound(each.found)),
    party: share(known, isPartyRight),
    confidentlyWrong: share(known, isConfidentlyWrong),
    abstentions: share(known, isAbstention),
    confusion: confusionOf(all),
    byClass: classes.filter(({ whereNamed, whereFound }) => whereNamed.of + whereFound.of > 0),
    byParty: [...parties].sort().map((party) => ({
      party,
      partyName: nameOf(party),
      whereNamed: share(
        named.filter(({ verdict }) => verdict.party === party),
        isPartyRight,
      ),
      whereFound: share(
        known.filter(({ found }) => partyFound(found) === party),
        isPartyRight,
      ),
    })),
  };
}

/** In the order of the taxonomy. */
function confusionOf(all: readonly Compared[]): ConfusionCell[] {
  const byPair = Map.groupBy(all, ({ verdict, found }) => `${verdict.faultClass} ${foundLabelOf(found)}`);
  return faultClassIds.flatMap((diagnosed) =>
    foundLabels.flatMap((found) => {
      const orders = byPair.get(`${diagnosed} ${found}`)?.length ?? 0;
      return orders > 0 ? [{ diagnosed, found, orders }] : [];
    }),
  );
}
