/** Who answers referrals from outside: sees its own referrals by the ids that it knows, and no place in the log. */
export const partners: readonly string[] = ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON'];
