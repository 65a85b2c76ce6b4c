/**
 * 'rule': refused by a rule of the domain. 'input': the body must be changed. 'missing': no such thing, or not yours to name.
 * 'access': this role or agency may not.
 */
export type RejectionKind = 'rule' | 'input' | 'missing' | 'access';

/** `title` says what was refused, `detail` what the caller can do now. `{name}` is filled from codes, numbers and ids only. */
export type RejectionText = {
  readonly kind: RejectionKind;
  readonly fr: { readonly title: string; readonly detail: string };
  readonly en: { readonly title: string; readonly detail: string };
};

export const rejections = <T extends Record<string, RejectionText>>(table: T): T => table;
