import { rejections } from '../../rejection-text.ts';

export const referralRejections = rejections({});
