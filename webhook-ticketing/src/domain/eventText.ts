import type { OrderEvent } from '@roundsman/contract/events.ts';
import type { FoundCause } from '@roundsman/contract/foundCause.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { clockTitles, faultSourceNames, severityNames, suspendReasonNames } from '@roundsman/contract/names.ts';
import { pictureFaults } from '@roundsman/contract/pictureFaults.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { localTime } from './localTime.ts';

const channelNames = {
  email: { en: 'email', zh: '邮件' },
  webhook: { en: 'webhook', zh: '消息推送' },
};

/**
 * An event of the record as a sentence; moments in it as the people in this time zone write them. Personal data (notes, positions) are
 * shown by who may see them, not here.
 */
export function eventText(
  { facts }: OrderEvent,
  inventory: Pick<Inventory, 'parties' | 'elements'>,
  timezone: string,
): LocalizedText {
  const contacts = inventory.parties.flatMap((party) => party.contacts);
  const person = (id: string): LocalizedText => contacts.find((one) => one.id === id)?.name ?? { en: id, zh: id };
  const party = (id: string): LocalizedText =>
    inventory.parties.find((one) => one.id === id)?.name ?? { en: id, zh: id };
  const by = (id: string, en: string, zh: string): LocalizedText => ({
    en: `${person(id).en} ${en}`,
    zh: `${person(id).zh}${zh}`,
  });

  switch (facts.type) {
    case 'opened': {
      const [source, severity] = [faultSourceNames[facts.source], severityNames[facts.severity]];
      return {
        en: `Opened (${source.en}, ${severity.en}): ${facts.title.en}`,
        zh: `开单（${source.zh}，${severity.zh}）：${facts.title.zh}`,
      };
    }
    case 'rediagnosed':
      return { en: `${facts.title.en}: ${facts.reason.en}`, zh: `${facts.title.zh}：${facts.reason.zh}` };
    case 'reforecast':
      return { en: `The date moved. ${facts.forecast.text.en}`, zh: `预计日期有变。${facts.forecast.text.zh}` };
    case 'withdrawn':
      return { en: `Withdrawn. ${facts.reason.en}`, zh: `撤回。${facts.reason.zh}` };
    case 'affected_grew': {
      const count = String(facts.affected.length);
      const now = facts.severity && severityNames[facts.severity];
      return {
        en: `${count} further elements suffer from it${now ? `; an important site too: ${now.en}` : ''}`,
        zh: `新增 ${count} 个受影响设备${now ? `；涉及重要点位，升级为${now.zh}` : ''}`,
      };
    }
    case 'report_attached': {
      const source = faultSourceNames[facts.source];
      return { en: `A report was attached (${source.en})`, zh: `关联一条报修（${source.zh}）` };
    }
    case 'picture_kept': {
      const [fault, hash] = [pictureFaults[facts.fault], facts.sha256.slice(0, 16)];
      return {
        en: `Picture ${String(facts.number)} of ${facts.element} kept (${fault.en}; SHA-256 ${hash}…)`,
        zh: `保存${facts.element}的证据画面 ${String(facts.number)}（${fault.zh}；SHA-256 ${hash}…）`,
      };
    }
    case 'joined':
      return { en: `Joined to another order: ${facts.reason.en}`, zh: `并入其他工单：${facts.reason.zh}` };
    case 'took_over':
      return { en: `Took over another order: ${facts.reason.en}`, zh: `并入了其他工单：${facts.reason.zh}` };
    case 'split_off': {
      const count = String(facts.affected.length);
      return {
        en: `${count} elements went to an order of their own: ${facts.reason.en}`,
        zh: `${count} 个设备拆分为独立工单：${facts.reason.zh}`,
      };
    }
    case 'split_from':
      return { en: `Split off another order: ${facts.reason.en}`, zh: `由其他工单拆分：${facts.reason.zh}` };
    case 'dispatched': {
      const unit = party(facts.party);
      const to =
        facts.contact === null
          ? unit
          : { en: `${person(facts.contact).en}, ${unit.en}`, zh: `${unit.zh}${person(facts.contact).zh}` };
      return { en: `Dispatched to ${to.en}: ${facts.reason.en}`, zh: `派单给${to.zh}：${facts.reason.zh}` };
    }
    case 'informed': {
      const how =
        facts.receipt === 'delivered'
          ? { en: 'delivered', zh: '已送达' }
          : { en: 'accepted by the provider', zh: '服务商已接收' };
      const channel = channelNames[facts.channel];
      return by(facts.contact, `was informed by ${channel.en} (${how.en})`, `已获通知（${channel.zh}，${how.zh}）`);
    }
    case 'escalated': {
      const clock = clockTitles[facts.clock];
      return by(facts.contact, `was told by escalation ("${clock.en}")`, `获升级通知（“${clock.zh}”）`);
    }
    case 'accepted':
      return by(facts.contact, 'accepted', '已接单');
    case 'declined':
      return by(facts.contact, 'declined', '已拒单');
    case 'departed':
      return by(facts.contact, 'is on the way', '已出发');
    case 'arrived':
      return arrival(person(facts.contact), facts);
    case 'fix_claimed': {
      const found = facts.found ? faultClasses[facts.found].name : null;
      return by(
        facts.contact,
        `says that it is fixed${found ? `; found: ${found.en}` : ''}`,
        `报告已修复${found ? `；发现：${found.zh}` : ''}`,
      );
    }
    case 'cause_found':
      return causeText(facts.cause, inventory, party);
    case 'fix_refuted':
      return { en: `Sent back. ${facts.reason.en}`, zh: `退回。${facts.reason.zh}` };
    case 'verified': {
      const solved = localTime(facts.solvedAt, timezone);
      return facts.by === 'measurement'
        ? { en: `Verified by measurement; healthy since ${solved}`, zh: `测量验证通过；恢复于 ${solved}` }
        : { en: `Verified by the operator; fixed at ${solved}`, zh: `值班调度核验通过；修复于 ${solved}` };
    }
    case 'evaluated':
      return { en: `Evaluated: ${String(facts.score)} of 5`, zh: `评价：${String(facts.score)} 分（满分 5 分）` };
    case 'closed':
      return { en: 'Closed', zh: '关闭' };
    case 'reopened':
      return { en: `Reopened: ${facts.reason.en}`, zh: `重开：${facts.reason.zh}` };
    case 'suspended': {
      const reason = suspendReasonNames[facts.reason];
      return {
        en: `Suspended: ${reason.en}; approved by ${facts.approver}`,
        zh: `挂起：${reason.zh}；审批人 ${facts.approver}`,
      };
    }
    case 'held_for_maintenance': {
      const until = localTime(facts.until, timezone);
      return {
        en: `Kept back: planned works until ${until}, approved by ${person(facts.approver).en}`,
        zh: `计划检修期间暂不派单，至 ${until}；审批人 ${person(facts.approver).zh}`,
      };
    }
    case 'released_from_maintenance':
      return { en: 'No longer covered by planned works', zh: '计划检修不再覆盖本工单' };
    case 'resumed':
      return { en: 'Resumed', zh: '恢复' };
    case 'spare_requested':
      return by(facts.contact, 'asks to wait for a spare part', '申请等待备件');
    case 'waiting_spare':
      return {
        en: `Waiting for a spare part; approved by ${facts.approver}`,
        zh: `等待备件；审批人 ${facts.approver}`,
      };
    case 'cancelled':
      return { en: 'Cancelled', zh: '取消' };
    case 'noted':
      return { en: 'Note', zh: '备注' };
  }
}

function causeText(
  cause: FoundCause,
  { elements }: Pick<Inventory, 'elements'>,
  party: (id: string) => LocalizedText,
): LocalizedText {
  if (cause.outcome === 'nothing') {
    return { en: 'Nothing found on site, or it recovered by itself', zh: '现场未发现原因，或已自行恢复' };
  }
  const { faultPoint } = cause;
  const at = elements.find(({ id }) => id === faultPoint)?.name ?? { en: faultPoint, zh: faultPoint };
  const what =
    cause.outcome === 'fault' ? faultClasses[cause.faultClass].name : { en: 'Something else', zh: '其他原因' };
  const whose = cause.party === null ? null : party(cause.party);
  return {
    en: `Found: ${what.en}, at ${at.en}${whose ? ` (${whose.en})` : ''}`,
    zh: `现场原因：${what.zh}（${at.zh}）${whose ? `，责任单位：${whose.zh}` : ''}`,
  };
}

function arrival(
  name: LocalizedText,
  { distanceMetres, accepted }: { distanceMetres: number | null; accepted: boolean },
): LocalizedText {
  if (distanceMetres === null) {
    return { en: `${name.en} arrived (no position given)`, zh: `${name.zh}已到场（未提供位置）` };
  }
  const metres = String(distanceMetres);
  return accepted
    ? { en: `${name.en} arrived, ${metres} m from the site`, zh: `${name.zh}已到场，距点位 ${metres} 米` }
    : {
        en: `${name.en} is ${metres} m from the site: not counted as arrived`,
        zh: `${name.zh}距点位 ${metres} 米，不计为到场`,
      };
}
