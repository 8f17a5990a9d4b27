/** How the SDK proves who posts: nothing without credentials, Microsoft's tokens with them. */
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { BotCredentials } from '../config';

/** What the SDK takes by itself until one address is given; then it wants all of them. Source: AuthenticationConstants of botframework-connector 4.23. */
const PUBLIC_CLOUD = {
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  OAuthUrl: 'https://api.botframework.com',
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  CallerId: 'urn:botframework:azure',
};

/** @param credentials absent in local mode: nothing is authenticated */
export function authentication(credentials?: BotCredentials): ConfigurationBotFrameworkAuthentication {
  if (!credentials) return new ConfigurationBotFrameworkAuthentication({});
  const { appId, type, password, tenantId, openIdMetadata } = credentials;
  return new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: appId,
    ...(password !== undefined && { MicrosoftAppPassword: password }),
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: type,
    ...(openIdMetadata !== undefined && {
      ...PUBLIC_CLOUD,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
    }),
  });
}
