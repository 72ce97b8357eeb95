import { setImmediate as turn } from 'node:timers/promises';
import { AV_LOG_ERROR } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { decodeFrame } from './decodeFrame.ts';
import { decodeRequest, type DecodeReply } from './messages.ts';

/**
 * The decoder process: what cameras send is decoded here, where a crash costs one frame. It ends with its parent. H.264 marks
 * what it concealed on the frame; H.265 only complains in ffmpeg's log, so the lines of the log count, too.
 */
let complaints = 0;
Log.setLevel(AV_LOG_ERROR);
Log.setCallback(() => void complaints++, { maxLevel: AV_LOG_ERROR });

process.on('disconnect', () => process.exit());
process.on('message', (message) => void answer(message));

async function answer(message: unknown): Promise<void> {
  const { number, want, codec, data } = decodeRequest.parse(message);
  complaints = 0;
  const { octets, damage } = decodeFrame({ codec, data }, want);
  // The lines come by the event loop: one poll lies between two turns.
  await turn();
  await turn();
  const reply: DecodeReply = {
    number,
    ...(octets && { octets }),
    errors: Math.max(damage, complaints),
    residentBytes: process.memoryUsage.rss(),
  };
  process.send?.(reply);
}
