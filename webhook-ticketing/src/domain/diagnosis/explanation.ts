import { rank, type Ranked } from './ranking.ts';
import type { Standings } from './standings.ts';
import { Course, type Step } from './course.ts';
import { listOf } from './marks.ts';

export type { Ranked } from './ranking.ts';

/** An edge of the inventory that does not fit what was seen: the element behaves as if it hung on the fault point of the cause. */
export interface DoubtedEdge {
  /** Position of the element whose edge towards source or core is doubted. */
  element: number;
  /** Position of what the inventory has it hang on. */
  stated: number;
}

/** One cause found, with the rivals that could stand in its place. */
export interface Explanation {
  /** Best first; the first is the cause. Probabilities sum to 1. */
  ranked: Ranked[];
  /** Places of the bad observations that are put down to it. */
  explained: readonly number[];
  /** Edges of the inventory that do not fit it. */
  doubted?: DoubtedEdge[];
}

/**
 * Tells the causes apart: takes the cause that best explains what is bad, weighs it against its rivals, puts down to it what it
 * explains, and goes on with the rest. A rival that explains less is weighed together with the best that explains what it leaves,
 * so that one wide cause wins over several narrow ones exactly when their joint probability is smaller. `changed` are the hypotheses
 * of the field that are not what they were when `last` was gone; all others are taken from it for as long as nothing differs for them.
 */
export const explain = (
  standings: Standings,
  changed: readonly number[],
  last: readonly Step[],
): { explanations: Explanation[]; steps: Step[] } => {
  standings.startAnew();
  const course = new Course(standings, changed, last);
  const explanations: Explanation[] = [];
  while (standings.open.count > 0) {
    const stillOpen = standings.open.count;
    const leader = standings.first();
    if (leader === undefined) break;
    const ranking = course.rankingOf(leader) ?? rank(standings.weighed(leader), standings);
    const { ranked } = ranking;
    const [cause] = ranked;
    if (cause === undefined) throw new Error('a hypothesis is no rival of its own');
    explanations.push({ ranked, explained: listOf(cause.explained) });
    course.go(leader, ranking, cause);
    // It would be found again and again, without an end.
    if (standings.open.count === stillOpen)
      throw new Error(`${cause.hypothesis.faultClass} explains nothing that is open`);
  }
  return { explanations, steps: course.steps };
};
