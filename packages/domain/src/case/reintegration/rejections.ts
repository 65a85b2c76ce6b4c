import { rejections } from '../../rejection-text.ts';

export const reintegrationRejections = rejections({});
