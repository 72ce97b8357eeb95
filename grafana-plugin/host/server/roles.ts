import type { UserRole } from '@roundsman/contract/vocabulary.ts';

/** Grafana's roles in an organisation, from least to most rights. */
export const orgRoles = ['Viewer', 'Editor', 'Admin'] as const;
export type OrgRole = (typeof orgRoles)[number];

/** The Grafana role that an account of the ticketing service would be given: those who give commands are editors. */
export const orgRoleOf: Record<UserRole, OrgRole> = {
  police: 'Viewer',
  engineer: 'Editor',
  manager: 'Editor',
  operator: 'Editor',
  admin: 'Admin',
};

export const hasRole = (held: OrgRole, required: OrgRole) => orgRoles.indexOf(held) >= orgRoles.indexOf(required);
