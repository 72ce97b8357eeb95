import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { UserRole } from '@roundsman/contract/vocabulary.ts';

/** An entry of the ticketing service's file of accounts. */
export interface ListedAccount {
  login: string;
  role: UserRole;
  contact?: string;
  language: 'en' | 'zh';
  passwordFile: string;
}

export interface AccountPasswords {
  operator: string;
  engineer: string;
}

/**
 * Who can log in at the first start: an operator, and every contact of the inventory under its id, so that whoever is on duty
 * can take the order. Contacts of the operating party see all orders.
 */
export function firstAccounts(
  { parties }: Pick<Inventory, 'parties'>,
  passwordFiles: AccountPasswords,
): ListedAccount[] {
  const contacts = parties.flatMap(({ role, contacts: people }) =>
    people.map(({ id, language }) => ({
      login: id,
      role: role === 'operator' ? ('operator' as const) : ('engineer' as const),
      contact: id,
      language,
      passwordFile: passwordFiles.engineer,
    })),
  );
  const operator = {
    login: 'operator',
    role: 'operator',
    language: 'en',
    passwordFile: passwordFiles.operator,
  } as const;
  const byLogin = new Map([...contacts, operator].map((account) => [account.login, account]));
  return [...byLogin.values()];
}

/** Names of the webhook endpoints that the people of the inventory are told at. */
export const endpointsOf = ({ parties }: Pick<Inventory, 'parties'>): string[] => [
  ...new Set(
    parties.flatMap(({ contacts }) =>
      contacts.flatMap(({ channels }) =>
        channels.flatMap((channel) => (channel.type === 'webhook' ? [channel.endpoint] : [])),
      ),
    ),
  ),
];
