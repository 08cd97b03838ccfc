// Package digitalocean is a client for the DigitalOcean API.
//
//	client, err := digitalocean.New(token) // or NewFromEnv, NewFromTokenSource
//
//	droplet, err := client.Droplets.Get(ctx, 3164444)
//	if errors.Is(err, digitalocean.ErrNotFound) { … }
//
//	for droplet, err := range client.Droplets.List(nil).All(ctx) { … }
//	droplets, err := client.Droplets.List(nil).Collect(ctx)
//
// A method that makes one request takes a context and returns the value and an error. A method that lists pages
// returns a [Pager], which sends nothing before it is read. What else there is to know of a call comes with
// [WithResponse]. Package digitaloceantest is an in-memory DigitalOcean to test against.
//
// # Errors
//
// An answer outside 2xx is an [*Error], which matches a sentinel such as [ErrNotFound]. A 429 that was not waited out
// is also a [*RateLimitError]. A call without an answer is a [*RequestError]; it matches [ErrOutcomeUnknown] when a
// request that must not be repeated may have been carried out. A success that cannot be decoded is a [*DecodeError]
// with its body. [MayHaveActed] tells the failures after which a create has to be looked for from those after which it can
// be sent again.
//
// # Services
//
//   - Account: [AccountService], [ActionsService], [ProjectsService] with [ProjectResourcesService], [BillingService] with
//     [BillingInvoicesService], [OrganizationTeamsService], [TagsService]
//   - Compute: [DropletsService] with [DropletActionsService], [DropletAutoscaleService] and [DropletBackupsService],
//     [ImagesService] with [ImageActionsService] and [ImageAccountTransfersService], [OneClicksService], [SnapshotsService],
//     [SSHKeysService], [RegionsService], [SizesService]
//   - Networking: [DomainsService] with [DomainRecordsService], [CertificatesService], [FirewallsService],
//     [LoadBalancersService], [VPCsService] with [VPCsPeeringsService], [VPCPeeringsService], [VPCNATGatewaysService],
//     [PartnerAttachmentsService], [CDNEndpointsService], [ReservedIPsService] with [ReservedIPActionsService],
//     [ReservedIPv6sService] with [ReservedIPv6ActionsService], [FloatingIPsService] with [FloatingIPActionsService],
//     [BYOIPPrefixesService]
//   - Storage: [VolumesService] with [VolumeActionsService] and [VolumeSnapshotsService], [NFSService] with
//     [NFSAccessPointsService], [NFSActionsService] and [NFSSnapshotsService], [SpacesKeysService]
//   - Databases: [DatabasesService] with [DatabaseDBsService], [DatabaseFirewallRulesService], [DatabaseIndexesService],
//     [DatabaseLogSinksService], [DatabaseOnlineMigrationsService], [DatabasePoolsService], [DatabaseReplicasService],
//     [DatabaseSchemaRegistryService], [DatabaseTopicsService] and [DatabaseUsersService]; [VectorDatabasesService] with
//     [VectorDatabaseBackupsService]
//   - Containers: [KubernetesService] with [KubernetesNodePoolsService], [RegistriesService] with [RegistryRepositoriesService]
//     and [RegistryGarbageCollectionsService]
//   - Apps: [AppsService] with [AppDeploymentsService], [AppJobInvocationsService], [AppEventsService], [AppInstanceSizesService],
//     [AppAlertsService] and [AppMetricsService]
//   - Monitoring: [MonitoringMetricsService], [MonitoringAlertPoliciesService], [MonitoringSinksService],
//     [MonitoringDestinationsService], [UptimeChecksService], [UptimeAlertsService]
//   - Functions: [FunctionsNamespacesService], [FunctionsTriggersService], [FunctionsAccessKeysService]
//   - Security: [SecurityService] with [SecurityScansService] and [SecuritySuppressionsService]
//   - GradientAI: [GradientAIService], which uploads files, with [GradientAIAgentsService],
//     [GradientAIAgentAPIKeysService], [GradientAIKnowledgeBasesService], [GradientAIDataSourcesService],
//     [GradientAIIndexingJobsService], [GradientAIScheduledIndexingService], [GradientAIOAuth2Service],
//     [GradientAIWorkspacesService], [GradientAIModelsService], [GradientAICustomModelsService],
//     [GradientAIModelRoutersService], [GradientAIModelAPIKeysService], [GradientAIAnthropicKeysService],
//     [GradientAIOpenAIKeysService], [GradientAIEvaluationTestCasesService], [GradientAIEvaluationRunsService],
//     [GradientAIEvaluationDatasetsService], [GradientAIEvaluationMetricsService], [GradientAIModelEvaluationRunsService],
//     [GradientAIModelEvaluationPresetsService], [GradientAIRegionsService]
//   - Inference: [DedicatedInferencesService] with [DedicatedInferenceAcceleratorsService] and
//     [DedicatedInferenceTokensService]
//   - Marketplace: [AddOnsService] with [AddOnAppsService]
//
// Models and agents are called with package inference: they are on other hosts, and take other credentials.
//
// [Client.Do] makes the calls that no service has yet, and [Client.Stream] those whose answer is read while it arrives;
// [Client.Transfer] uses the addresses of other hosts that answers name.
// The directory examples has whole programs.
//
// # How a call runs
//
// A reader of the source finds the pipeline in this order:
//
//	a method of a service   names the operation, its arguments and the envelope's key       droplets.go, …
//	fetch, list, run        say what comes back: one value, pages, nothing                  request.go, pagination.go
//	operation               expands the path template, each argument as one segment         operation.go
//	call.do                 encodes once, limits, sends, decodes or explains the failure    request.go
//	RateLimiter             waits where the account's limits ask for it                     ratelimit.go
//	checkRetry              decides whether another attempt is safe and worth its wait      retry.go
//	attempt                 bounds and observes one attempt, reads its answer               transport.go
//	guard                   refuses any host but the API's                                  transport.go
//	oauth2.Transport        adds the token; then the caller's transport
//	decodeOne, decodeList   read the envelope in one pass                                   envelope.go
//	Error and the others    say what went wrong                                             errors.go
//
// To add an operation, see CONTRIBUTING.md.
package digitalocean
