import { rejections } from '../../rejection-text.ts';

export const stayRejections = rejections({});
