import { footageOf } from '../plant/footage.ts';
import type { Answer } from './services.ts';
import { escapeXml } from './soap.ts';

const track = 'video';
const time = (at: number): string => new Date(at).toISOString();

/**
 * The recording search of a recorder (ONVIF Profile G). A search is done as soon as it begins: its token is only passed on. The
 * history of the last day is told as changes of whether a track has data.
 */
export const searchService: Answer = ({ operation }, { element, plant }) => {
  const footage = footageOf(element, plant);
  switch (operation) {
    case 'FindRecordings':
    case 'FindEvents':
      return `<tse:${operation}Response><tse:SearchToken>search</tse:SearchToken></tse:${operation}Response>`;
    case 'GetRecordingSummary': {
      const oldest = Math.min(...footage.map((each) => each.oldest));
      return `<tse:GetRecordingSummaryResponse><tse:Summary><tt:DataFrom>${time(oldest)}</tt:DataFrom><tt:DataUntil>${time(plant.now())}</tt:DataUntil><tt:NumberRecordings>${footage.length}</tt:NumberRecordings></tse:Summary></tse:GetRecordingSummaryResponse>`;
    }
    case 'GetRecordingSearchResults': {
      const list = footage.map(({ channel, recording, oldest, segments }) => {
        const name = escapeXml(channel);
        const until = time(segments.at(-1)?.until ?? oldest);
        const source = `<tt:Source><tt:SourceId>${name}</tt:SourceId><tt:Name>${name}</tt:Name><tt:Location/><tt:Description/><tt:Address/></tt:Source>`;
        const tracks = `<tt:Track><tt:TrackToken>${track}</tt:TrackToken><tt:TrackType>Video</tt:TrackType><tt:Description/><tt:DataFrom>${time(oldest)}</tt:DataFrom><tt:DataTo>${until}</tt:DataTo></tt:Track>`;
        return `<tt:RecordingInformation><tt:RecordingToken>${name}</tt:RecordingToken>${source}<tt:EarliestRecording>${time(oldest)}</tt:EarliestRecording><tt:LatestRecording>${until}</tt:LatestRecording><tt:Content/>${tracks}<tt:RecordingStatus>${recording ? 'Recording' : 'Stopped'}</tt:RecordingStatus></tt:RecordingInformation>`;
      });
      return results(operation, list);
    }
    case 'GetEventSearchResults': {
      const list = footage.flatMap(({ channel, recording, segments }) =>
        segments.flatMap(({ from, until }, index) => [
          change(channel, from, true, index === 0),
          ...(recording && index === segments.length - 1 ? [] : [change(channel, until, false, false)]),
        ]),
      );
      return results(operation, list);
    }
    case 'EndSearch':
      return '<tse:EndSearchResponse/>';
    default:
      return undefined;
  }
};

const results = (operation: string, list: readonly string[]): string =>
  `<tse:${operation}Response><tse:ResultList><tt:SearchState>Completed</tt:SearchState>${list.join('')}</tse:ResultList></tse:${operation}Response>`;

const change = (channel: string, at: number, present: boolean, start: boolean): string =>
  `<tt:Result><tt:RecordingToken>${escapeXml(channel)}</tt:RecordingToken><tt:TrackToken>${track}</tt:TrackToken><tt:Time>${time(at)}</tt:Time><tt:Event><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">tns1:RecordingHistory/Track/State</wsnt:Topic><wsnt:Message><tt:Message UtcTime="${time(at)}" PropertyOperation="Changed"><tt:Source><tt:SimpleItem Name="Recording" Value="${escapeXml(channel)}"/><tt:SimpleItem Name="Track" Value="${track}"/></tt:Source><tt:Data><tt:SimpleItem Name="IsDataPresent" Value="${present}"/></tt:Data></tt:Message></wsnt:Message></tt:Event><tt:StartStateEvent>${start}</tt:StartStateEvent></tt:Result>`;
