import { isFetchError } from '@grafana/runtime';
import { problem } from '@roundsman/contract/errors.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';

interface Said {
  title: LocalizedText;
  remedy: LocalizedText;
  /** What exactly was wrong, in English, from the service. */
  detail?: string | undefined;
  /** To be told to the operator of the service. */
  requestId?: string | undefined;
}

/** Why a request to the ticketing service failed, in words for the person who made it. */
export class TicketingError extends Error {
  readonly status: number;
  readonly said: Said;

  constructor(status: number, said: Said, options?: ErrorOptions) {
    super(`${said.title.en}. ${said.remedy.en}`, options);
    this.name = 'TicketingError';
    this.status = status;
    this.said = said;
  }

  /** The service does not know who asks, or does not let them see single orders. */
  get isIdentityRefused(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

const unreachable: Said = {
  title: { en: 'The ticketing service does not answer', zh: '工单服务无响应' },
  remedy: { en: 'Try again; if it lasts, tell the person on call.', zh: '请重试；若持续无响应，请通知值班运维人员。' },
};

const roleTooLow: Said = {
  title: { en: 'Grafana refused this', zh: 'Grafana 拒绝了此操作' },
  remedy: {
    en: 'Commands need the Grafana role Editor; ask an administrator for it.',
    zh: '下达指令需要 Grafana 的 Editor 角色，请联系管理员。',
  },
};

const misconfigured: Said = {
  title: { en: 'Grafana cannot pass the request on', zh: 'Grafana 无法转发请求' },
  remedy: {
    en: 'Check the address and token in the configuration of the Roundsman app and data source.',
    zh: '请检查 Roundsman 应用与数据源配置中的地址和令牌。',
  },
};

const unreadable: Said = {
  title: { en: 'The answer of the ticketing service is not understood', zh: '无法识别工单服务的应答' },
  remedy: {
    en: 'The plugin and the service are of different versions: update the older one.',
    zh: '插件与服务版本不一致，请升级较旧的一方。',
  },
};

/** No data source of this plugin is there to ask. */
export const notConfigured = new TicketingError(0, {
  title: { en: 'No Roundsman data source', zh: '未配置 Roundsman 数据源' },
  remedy: {
    en: 'Add one under Connections, with the address of the ticketing service.',
    zh: '请在“连接”中添加数据源，并填写工单服务地址。',
  },
});

/** The reply does not match the contract. */
export const unreadableReply = (cause: unknown) => new TicketingError(502, unreadable, { cause });

/** Turns what Grafana's fetcher throws into words: the service's own problem+json where there is one, else what the proxy said. */
export function toTicketingError(failure: unknown): TicketingError {
  if (failure instanceof TicketingError) {
    return failure;
  }
  if (!isFetchError<unknown>(failure)) {
    return new TicketingError(0, unreachable, { cause: failure });
  }
  const said = problem.safeParse(failure.data);
  if (said.success) {
    return new TicketingError(failure.status, said.data, { cause: failure });
  }
  if (failure.status === 401 || failure.status === 403) {
    return new TicketingError(failure.status, roleTooLow, { cause: failure });
  }
  const fromProxy = failure.status >= 400 && failure.status < 500;
  return new TicketingError(failure.status, fromProxy ? misconfigured : unreachable, { cause: failure });
}
