import { rejections } from '../../rejection-text.ts';

export const assessmentRejections = rejections({});
