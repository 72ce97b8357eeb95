import { z } from 'zod';
import { localizedText, type LocalizedText } from './text.ts';

interface ErrorEntry {
  status: number;
  title: LocalizedText;
  remedy: LocalizedText;
}
const table = <T extends Record<string, ErrorEntry>>(entries: T): T => entries;

/** Every error that an API of the house answers: status, meaning, what to do. Served as problem+json (RFC 9457). */
export const errors = table({
  invalid_request: {
    status: 400,
    title: { en: 'The request is not valid', zh: '请求无效' },
    remedy: { en: 'Correct the field that is named and send it again.', zh: '请更正所指字段后重试。' },
  },
  unauthenticated: {
    status: 401,
    title: { en: 'Not logged in', zh: '未登录' },
    remedy: { en: 'Log in, or send a valid token.', zh: '请登录，或提供有效令牌。' },
  },
  wrong_credentials: {
    status: 401,
    title: { en: 'Login or password is wrong', zh: '账号或密码错误' },
    remedy: { en: 'Try again; after several failures wait a minute.', zh: '请重试；多次失败后请等待一分钟。' },
  },
  forbidden: {
    status: 403,
    title: { en: 'Not allowed', zh: '没有权限' },
    remedy: { en: 'Ask an operator, or somebody with the role for it.', zh: '请联系值班调度或具备相应权限的人员。' },
  },
  csrf_token_wrong: {
    status: 403,
    title: { en: 'The page is out of date', zh: '页面已过期' },
    remedy: { en: 'Reload the page and try again.', zh: '请刷新页面后重试。' },
  },
  not_found: {
    status: 404,
    title: { en: 'Not found', zh: '未找到' },
    remedy: { en: 'Check the address or the number.', zh: '请检查地址或编号。' },
  },
  command_not_possible: {
    status: 409,
    title: { en: 'Not possible in this state', zh: '当前状态不允许此操作' },
    remedy: { en: 'Reload: the order has moved on.', zh: '请刷新：工单状态已变化。' },
  },
  cause_missing: {
    status: 409,
    title: { en: 'It was not said what was found on site', zh: '尚未登记现场原因' },
    remedy: { en: 'Say what the cause was, then close the order.', zh: '请先登记现场发现的原因，再关闭工单。' },
  },
  approver_is_assignee: {
    status: 409,
    title: { en: 'The assignee cannot approve this', zh: '经办人不能自行审批' },
    remedy: { en: 'Let an operator or manager do it.', zh: '请由值班调度或主管审批。' },
  },
  approver_is_declarer: {
    status: 409,
    title: { en: 'Who declares it cannot approve it', zh: '申报人不能自行审批' },
    remedy: { en: 'Name somebody else who has approved it.', zh: '请填写另一位审批人。' },
  },
  nobody_on_duty: {
    status: 409,
    title: { en: 'Nobody is on duty there', zh: '该单位无人值班' },
    remedy: { en: 'Name a person, or mend the rota.', zh: '请指定人员，或完善排班。' },
  },
  body_too_large: {
    status: 413,
    title: { en: 'The request is too large', zh: '请求内容过大' },
    remedy: { en: 'Send less at once.', zh: '请减少单次提交的内容。' },
  },
  too_many_requests: {
    status: 429,
    title: { en: 'Too many requests', zh: '请求过于频繁' },
    remedy: { en: 'Wait for the time given in Retry-After.', zh: '请按 Retry-After 所示时间等待后重试。' },
  },
  internal: {
    status: 500,
    title: { en: 'Something went wrong here', zh: '系统内部错误' },
    remedy: { en: 'Try again; tell the operator the request id.', zh: '请重试；并将请求编号告知管理员。' },
  },
  database_unavailable: {
    status: 503,
    title: { en: 'The database cannot be reached', zh: '数据库不可用' },
    remedy: { en: 'Try again in a few seconds; nothing was lost.', zh: '请几秒后重试，数据未丢失。' },
  },
});
export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

/** application/problem+json. `field` names the field at fault, as a path with dots. */
export const problem = z.strictObject({
  type: z.string(),
  code: z.enum(errorCodes),
  status: z.int(),
  title: localizedText,
  remedy: localizedText,
  detail: z.string().optional(),
  field: z.string().optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
