/** Throws unless the address answers with a 2xx status within two seconds. */
export const answers = (url: string, bearer?: string) => async (): Promise<void> => {
  const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  const reply = await fetch(url, { headers, signal: AbortSignal.timeout(2000), redirect: 'manual' });
  await reply.body?.cancel();
  if (!reply.ok) throw new Error(`${url} answers ${reply.status}`);
};
