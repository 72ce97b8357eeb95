import { z } from 'zod';

/** Prometheus' answer to `/api/v1/query`, as far as it is read. */
const answer = z.looseObject({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.looseObject({
      resultType: z.literal('vector'),
      result: z.array(
        z.looseObject({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
      ),
    }),
    z.looseObject({
      resultType: z.literal('matrix'),
      result: z.array(
        z.looseObject({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
      ),
    }),
  ]),
});

export interface Sample {
  /** Milliseconds since the epoch. */
  at: number;
  value: number;
}
export interface Series {
  labels: Record<string, string>;
  /** Oldest first; one of an instant vector. */
  samples: Sample[];
}

const timeoutMs = 3_000;
const largestAnswer = 64 * 1024 * 1024;

export type Query = (expression: string, at: Date) => Promise<Series[]>;

/** Asks Prometheus; a POST, since expressions are long. Throws when it does not answer in time or in form. */
export const prometheusQuery =
  (baseUrl: string): Query =>
  async (expression, at) => {
    const response = await fetch(new URL('api/v1/query', `${baseUrl.replace(/\/$/, '')}/`), {
      method: 'POST',
      body: new URLSearchParams({ query: expression, time: (at.getTime() / 1000).toFixed(3), timeout: '3s' }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`Prometheus answered ${response.status}`);
    }
    if (Number(response.headers.get('content-length') ?? 0) > largestAnswer) {
      await response.body?.cancel();
      throw new Error(`the answer of Prometheus is larger than ${largestAnswer} octets`);
    }
    const { data } = answer.parse(await response.json());
    const sample = ([seconds, value]: [number, string]): Sample => ({ at: seconds * 1000, value: Number(value) });
    return data.resultType === 'vector'
      ? data.result.map(({ metric, value }) => ({ labels: metric, samples: [sample(value)] }))
      : data.result.map(({ metric, values }) => ({ labels: metric, samples: values.map(sample) }));
  };
