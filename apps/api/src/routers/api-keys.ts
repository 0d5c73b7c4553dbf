import {
  ApiKeyCreated,
  ApiKeyPage,
  ApiKeyView,
  CreateApiKeyInput,
  ListApiKeysInput,
  RevokeApiKeyInput,
  RotateApiKeyInput,
} from '@freehold/core-contracts/api-keys';
import { createKey } from '@freehold/core-services/api-keys/create-key';
import { listKeys } from '@freehold/core-services/api-keys/list-keys';
import { revokeKey } from '@freehold/core-services/api-keys/revoke-key';
import { rotateKey } from '@freehold/core-services/api-keys/rotate-key';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const use = permissionProcedure('organization.use');
const useFresh = permissionProcedure('organization.use', { isStepUpNeeded: true });

export const apiKeysRouter = router({
  list: use
    .input(ListApiKeysInput)
    .output(ApiKeyPage)
    .query(({ ctx, input }) => listKeys({ ctx: ctx.service, input })),

  create: useFresh
    .input(CreateApiKeyInput)
    .output(ApiKeyCreated)
    .mutation(({ ctx, input }) => createKey({ ctx: ctx.service, input })),

  rotate: useFresh
    .input(RotateApiKeyInput)
    .output(ApiKeyCreated)
    .mutation(({ ctx, input }) => rotateKey({ ctx: ctx.service, input })),

  revoke: use
    .input(RevokeApiKeyInput)
    .output(ApiKeyView)
    .mutation(({ ctx, input }) => revokeKey({ ctx: ctx.service, input })),
});
