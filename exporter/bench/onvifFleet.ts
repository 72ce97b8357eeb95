import { soap, startOnvifServer } from '../test/onvifServer.ts';

/** So many ONVIF devices, whose ports it prints as JSON. A pull waits a moment, as a device does that has nothing to say. */
const pullMs = 1000;
const count = Number(process.argv[2]);
const devices = await Promise.all(
  Array.from({ length: count }, () =>
    startOnvifServer({
      PullMessages: (_request, response) =>
        void setTimeout(() => response.end(soap('<PullMessagesResponse/>')), pullMs).unref(),
    }),
  ),
);
// What they were asked is for tests.
setInterval(() => {
  for (const { asked, received } of devices) asked.length = received.length = 0;
}, 1000);
console.log(JSON.stringify(devices.map(({ port }) => port)));
