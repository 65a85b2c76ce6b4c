import { rejections } from '../../rejection-text.ts';

export const planRejections = rejections({});
