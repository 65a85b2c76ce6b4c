/** Who answers referrals from outside: sees its own referrals by the ids that it knows. */
export const partners: readonly string[] = ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON'];

const outsiders: readonly string[] = [...partners, 'DONOR'];

/** Partners and donors are told no place in the log: from many of them the rhythm of all cases could be read. */
export const isOutsider = (role: string): boolean => outsiders.includes(role);
