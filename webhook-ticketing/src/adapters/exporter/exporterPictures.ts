import type { PictureSource } from '../../application/pictureSource.ts';

export interface ExporterAccess {
  url: string;
  token: string;
}

const timeoutMs = 5_000;
const largestPicture = 300 * 1024;
const jpegStart = [0xff, 0xd8, 0xff] as const;

/**
 * Pictures of the exporters (`GET /camera/<id>/evidence/<fault>.jpg`), asked one after the other: a camera belongs to one of them,
 * the others have none.
 */
export const exporterPictures = (exporters: readonly ExporterAccess[]): PictureSource => ({
  fetch: async (element, fault) => {
    const failures: unknown[] = [];
    for (const { url, token } of exporters) {
      const path = `camera/${encodeURIComponent(element)}/evidence/${fault}.jpg`;
      try {
        const response = await fetch(new URL(path, `${url.replace(/\/$/, '')}/`), {
          headers: { authorization: `Bearer ${token}` },
          // A credential is never carried to another host.
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (response.ok) return { jpeg: await pictureOf(response), takenAt: takenAt(response) };
        await response.body?.cancel();
        if (response.status !== 404) throw new Error(`the exporter answered ${response.status}`);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'an exporter did not give its picture');
    return null;
  },
});

async function pictureOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop ends the transfer.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largestPicture) throw new Error(`the picture of the exporter is larger than ${largestPicture} octets`);
    chunks.push(chunk);
  }
  const picture = Buffer.concat(chunks);
  if (jpegStart.some((octet, at) => picture[at] !== octet)) throw new Error('what the exporter sent is no JPEG');
  return picture;
}

function takenAt(response: Response): string | null {
  const said = Date.parse(response.headers.get('last-modified') ?? '');
  return Number.isNaN(said) ? null : new Date(said).toISOString();
}
