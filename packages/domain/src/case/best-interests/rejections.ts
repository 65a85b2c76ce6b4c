import { rejections } from '../../rejection-text.ts';

export const bestInterestsRejections = rejections({});
