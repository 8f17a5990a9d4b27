import { type Campaign, whyNot } from '../../domain/campaign';
import { CampaignArchived, CampaignClosed, CampaignLate, CampaignNotOpened } from '../../domain/errors';
import { dayOf, SCHOOLS_TIME_ZONE } from '../../domain/plainDate';

/** That pupils are nominated in it today. @throws CampaignNotOpened, CampaignClosed, CampaignLate */
export function requireOpen(campaign: Campaign, at: Date): Campaign {
  switch (whyNot(campaign, dayOf(at, SCHOOLS_TIME_ZONE))) {
    case 'notOpened':
      throw new CampaignNotOpened();
    case 'closed':
      throw new CampaignClosed();
    case 'late':
      throw new CampaignLate();
    case null:
      return campaign;
  }
}

/** That what is recorded in it can still be changed: until it is closed. @throws CampaignNotOpened, CampaignClosed */
export function requireRunning({ deadline: _deadline, ...campaign }: Campaign, at: Date): Campaign {
  return requireOpen(campaign, at);
}

/** That its units can still be moved: until it is archived. @throws CampaignArchived */
export function requireListed(campaign: Campaign): Campaign {
  if (campaign.state === 'archived') throw new CampaignArchived();
  return campaign;
}
