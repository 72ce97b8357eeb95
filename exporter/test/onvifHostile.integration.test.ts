import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mutate, mutation } from '../src/snmp/hostile.fixture.ts';
import { startExporterUnderTest } from './exporterUnderTest.ts';
import { soap, startOnvifServer } from './onvifServer.ts';

const runs = 300;
const seeds = [20261126];

const event =
  '<NotificationMessage><Topic>tns1:VideoSource/SignalLoss</Topic><Message><Message PropertyOperation="Changed"><Source><SimpleItem Name="VideoSourceToken" Value="v1"/></Source><Data><SimpleItem Name="State" Value="true"/></Data></Message></Message></NotificationMessage>';
const found =
  '<R><ResultList><SearchState>Completed</SearchState><RecordingInformation><RecordingToken>r1</RecordingToken><EarliestRecording>2026-11-01T00:00:00Z</EarliestRecording><Track><TrackToken>v</TrackToken><TrackType>Video</TrackType></Track><RecordingStatus>Recording</RecordingStatus></RecordingInformation></ResultList></R>';
const history =
  '<R><ResultList><SearchState>Completed</SearchState><Result><RecordingToken>r1</RecordingToken><TrackToken>v</TrackToken><Time>2026-11-25T12:00:00Z</Time><Event><Topic>tns1:RecordingHistory/Track/State</Topic><Message><Message><Data><SimpleItem Name="IsDataPresent" Value="true"/></Data></Message></Message></Event></Result></ResultList></R>';
const time =
  '<R><SystemDateAndTime><UTCDateTime><Time><Hour>12</Hour><Minute>0</Minute><Second>0</Second></Time><Date><Year>2026</Year><Month>11</Month><Day>26</Day></Date></UTCDateTime></SystemDateAndTime></R>';

test('whatever a broken device answers over ONVIF, the exporter says what became of it and goes on', async () => {
  const device = await startOnvifServer({
    ...{ GetSystemDateAndTime: time, PullMessages: `<R>${event}</R>`, GetRecordingSearchResults: found },
    ...{ FindRecordings: '<R><SearchToken>s</SearchToken></R>', FindEvents: '<R><SearchToken>s</SearchToken></R>' },
    GetEventSearchResults: history,
  });
  device.login = 'nothing';
  const originals = Object.entries(device.script);
  const under = await startExporterUnderTest(
    [
      {
        ...{
          id: 'camera-1',
          kind: 'camera',
          modules: ['onvif', 'onvif_recording'],
          address: '127.0.0.1',
          credentials: 'camera',
        },
        ...{
          onvif: { port: device.port },
          recording: { channels: [{ channel: 'r1', element: 'camera-1' }] },
          serial: 'S1',
        },
      },
    ],
    // Each run with a device that nothing is remembered of: the exporter takes a new version of its inventory for that.
    { config: { inventoryPollSeconds: 3600 } },
  );
  const inventory = readFileSync(path.join(under.folder, 'inventory.yml'), 'utf8');
  let run = 0;
  const broken = fc.array(fc.tuple(fc.nat(originals.length - 1), fc.array(mutation, { minLength: 1, maxLength: 4 })), {
    minLength: 1,
    maxLength: 3,
  });
  try {
    for (const seed of seeds)
      await fc.assert(
        fc.asyncProperty(broken, async (mutations) => {
          under.write('inventory.yml', inventory.replace('serial: S1', `serial: S${++run}`));
          await under.exporter.live.refresh();
          for (const [name, script] of originals) device.script[name] = script;
          for (const [at, changes] of mutations) {
            const [name, script] = originals[at] ?? ['', ''];
            const octets = changes.reduce<Uint8Array>(
              mutate,
              Buffer.from(soap(typeof script === 'string' ? script : '')),
            );
            device.script[name] = (_request, response) => void response.end(octets);
          }
          const text = await under.probe('camera-1', 'management');
          expect(text).toMatch(/^probe_success [01]$/m);
        }),
        { numRuns: runs, seed },
      );
  } finally {
    await under.close();
    device.close();
  }
}, 120_000);
