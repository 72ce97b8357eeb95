import { ProbeFailure } from '../probe/failure.ts';
import type { XmlElement } from '../xml/element.ts';
import { escapeXml } from '../xml/parseXml.ts';
import type { Endpoint, OnvifConnection } from '../onvif/connection.ts';
import { operation } from '../onvif/operations.ts';
import { SoapFault } from '../onvif/soap.ts';
import type { Span } from './coverage.ts';

/** A recording on a device of Profile G. Times are by the device's clock. */
export interface OnvifRecording {
  token: string;
  /** Its token, and the id and name of what it is of. */
  names: readonly string[];
  recording: boolean | undefined;
  oldestMs: number | undefined;
  videoTracks: readonly string[];
}

const schema = 'http://www.onvif.org/ver10/schema';
const maxPages = 100;
const pageSize = 200;
const keepAlive = '<q:KeepAliveTime>PT30S</q:KeepAliveTime>';

/** All recordings of a device (FindRecordings). @throws ProbeFailure */
export async function findRecordings(connection: OnvifConnection, search: Endpoint): Promise<OnvifRecording[]> {
  const results = await searched(connection, search, {
    begin: operation('search', 'FindRecordings', `<q:Scope/>${keepAlive}`),
    results: 'GetRecordingSearchResults',
    entry: 'RecordingInformation',
  });
  return results.map((information) => ({
    token: information.textAt('RecordingToken') ?? '',
    names: [['RecordingToken'], ['Source', 'SourceId'], ['Source', 'Name']].flatMap(
      (path) => information.textAt(...path) ?? [],
    ),
    recording: recordingOf(information.textAt('RecordingStatus')),
    oldestMs: timeOf(information.textAt('EarliestRecording')),
    videoTracks: information
      .all('Track')
      .filter((track) => track.textAt('TrackType') === 'Video')
      .flatMap((track) => track.textAt('TrackToken') ?? []),
  }));
}

/** Other states, such as Unknown, say nothing. */
function recordingOf(status: string | undefined): boolean | undefined {
  if (status === 'Recording') return true;
  return status === 'Stopped' || status === 'Initiated' ? false : undefined;
}

/** A change of whether a track has data. */
interface Change {
  recording: string;
  track: string;
  at: number;
  present: boolean;
}

/**
 * When there was video of each recording within a window (FindEvents on the history of tracks). A recording of which nothing is told
 * is not in the map. @throws ProbeFailure
 */
export async function findFootage(
  connection: OnvifConnection,
  search: Endpoint,
  recordings: readonly OnvifRecording[],
  window: Span,
): Promise<ReadonlyMap<string, Span[]>> {
  const tokens = recordings.map(
    ({ token }) => `<t:IncludedRecordings xmlns:t="${schema}">${escapeXml(token)}</t:IncludedRecordings>`,
  );
  const [from, until] = [window.from, window.until].map((at) => new Date(at).toISOString());
  const content = `<q:StartPoint>${from}</q:StartPoint><q:EndPoint>${until}</q:EndPoint><q:Scope>${tokens.join('')}</q:Scope><q:SearchFilter/><q:IncludeStartState>true</q:IncludeStartState>${keepAlive}`;
  const results = await searched(connection, search, {
    begin: operation('search', 'FindEvents', content),
    results: 'GetEventSearchResults',
    entry: 'Result',
  });
  const changes = Map.groupBy(
    results.flatMap((result) => changeOf(result) ?? []).sort((a, b) => a.at - b.at),
    ({ recording }) => recording,
  );
  return new Map(
    recordings.flatMap(({ token, videoTracks }) => {
      const own = (changes.get(token) ?? []).filter(
        ({ track }) => videoTracks.length === 0 || videoTracks.includes(track),
      );
      const tracks = [...Map.groupBy(own, ({ track }) => track).values()];
      return tracks.length === 0 ? [] : [[token, tracks.flatMap((track) => spansOf(track, window.until))]];
    }),
  );
}

function changeOf(result: XmlElement): Change | undefined {
  const topic = result.textAt('Event', 'Topic')?.replace(/(^|\/)[\w.-]+:/g, '$1') ?? '';
  const recording = result.textAt('RecordingToken');
  const at = timeOf(result.textAt('Time'));
  if (!topic.startsWith('RecordingHistory/Track/State') || recording === undefined || at === undefined)
    return undefined;
  const items = result.at('Event', 'Message', 'Message', 'Data')?.all('SimpleItem') ?? [];
  const value = items.find(({ attributes }) => attributes.get('Name') === 'IsDataPresent')?.attributes.get('Value');
  if (value === undefined) return undefined;
  return { recording, track: result.textAt('TrackToken') ?? '', at, present: value === 'true' || value === '1' };
}

/** From the changes of one track in the order of time. A device that tells no state of the beginning had what then ends. */
function spansOf(changes: readonly Change[], until: number): Span[] {
  const spans: Span[] = [];
  let from = changes[0]?.present === false ? -Infinity : undefined;
  for (const { at, present } of changes) {
    if (present) from ??= at;
    else if (from !== undefined) {
      spans.push({ from, until: at });
      from = undefined;
    }
  }
  if (from !== undefined) spans.push({ from, until });
  return spans;
}

/** Begins a search, reads all of its results and ends it. @throws ProbeFailure; also where there is no end of results */
async function searched(
  connection: OnvifConnection,
  search: Endpoint,
  { begin, results, entry }: { begin: ReturnType<typeof operation>; results: string; entry: string },
): Promise<XmlElement[]> {
  const token = (await connection.ask(search, begin)).textAt('SearchToken');
  if (token === undefined) throw new ProbeFailure('protocol', 'the device begins no search');
  const named = `<q:SearchToken>${escapeXml(token)}</q:SearchToken>`;
  const next = operation(
    'search',
    results,
    `${named}<q:MaxResults>${pageSize}</q:MaxResults><q:WaitTime>PT1S</q:WaitTime>`,
  );
  const found: XmlElement[] = [];
  let complete = false;
  for (let pages = 0; pages < maxPages; pages++) {
    const answer = await connection.ask(search, next).catch((error: unknown) => {
      // A complete search may end with its last full page.
      if (complete && error instanceof SoapFault) return undefined;
      throw error;
    });
    const list = answer?.at('ResultList');
    const some = list?.all(entry) ?? [];
    found.push(...some);
    complete ||= list?.textAt('SearchState') === 'Completed';
    if (complete && some.length < pageSize) return found;
  }
  throw new ProbeFailure('protocol', `the search has more than ${maxPages} pages of results`);
}

function timeOf(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}
