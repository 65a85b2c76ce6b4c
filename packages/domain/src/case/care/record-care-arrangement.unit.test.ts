import { describe, expect, it } from '@jest/globals';
import { given, NOW, OTHER_AGENCY, PERSON_ID, TODAY } from '../../testing/given-when-then.ts';
import { personAggregate } from '../../person/state.ts';
