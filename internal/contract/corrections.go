package contract

const (
	schemas   = "/components/schemas/"
	responses = "/components/responses/"
	answer    = "/content/application~1json/schema"
	request   = "/requestBody/content/application~1json/schema"
)

// corrections is in the order in which they are applied. A name that stands for several pointers is below the list.
var corrections = []Correction{
	// Envelopes that the examples have and the schemas have not.
	{
		At:     []string{responses + "post_image_action_response" + answer, responses + "get_image_action_response" + answer},
		To:     `{"type":"object","properties":{"action":{"$ref":"#/components/schemas/action"}}}`,
		Reason: "the examples of image actions have the action under action, as all other actions have it",
	},
	{
		At:     []string{responses + "byoip_prefix_create" + answer},
		To:     `{"type":"object","properties":{"byoip_prefix":{"type":"object","properties":{"uuid":{"type":"string"},"region":{"type":"string"},"status":{"type":"string"}}}}}`,
		Reason: "the example has the prefix under byoip_prefix, as the answers of get and update have it",
	},
	{
		At:     []string{responses + "key_get" + answer},
		To:     `{"type":"object","properties":{"key":{"$ref":"#/components/schemas/key"}}}`,
		Reason: "the schema is that of the list; the example has one key under key",
	},
	{
		At:     []string{responses + "get_job_invocation" + answer, responses + "cancel_job_invocation" + answer},
		To:     `{"type":"object","properties":{"job_invocation":{"$ref":"#/components/schemas/app_job_invocation"}}}`,
		Reason: "the examples have the invocation under job_invocation",
	},
	{
		At:     []string{responses + "database_metrics_auth" + answer + "/properties/credentials"},
		To:     `{"$ref":"#/components/schemas/databases_basic_auth_credentials"}`,
		Reason: "the schema has credentials inside credentials, which is the form of the update; the example has them once",
	},

	// Answers that are declared with another type than they have.
	{
		At: []string{
			responses + "vpc_nat_gateway_create" + answer + "/properties/vpc_nat_gateway",
			responses + "vpc_nat_gateway_update" + answer + "/properties/vpc_nat_gateway",
		},
		To:     `{"$ref":"#/components/schemas/vpc_nat_gateway_get"}`,
		Reason: "declared with the type of the request; the examples answer with the whole gateway",
	},
	{
		At: []string{
			responses + "cluster_create" + answer + "/properties/kubernetes_cluster",
			responses + "updated_cluster" + answer + "/properties/kubernetes_cluster",
		},
		To:     `{"$ref":"#/components/schemas/cluster_read"}`,
		Reason: "declared with the type of the request; the examples have registries, which only the type for reading has",
	},
	{
		At:     []string{responses + "single_partner_attachment_bgp_auth_key" + answer + "/allOf/0/properties/bgp_auth_key"},
		To:     `{"type":"object","properties":{"value":{"type":"string"}}}`,
		Reason: "an object that has array items and no field; the example has the key under value",
	},
	{
		At:     []string{responses + "single_partner_attachment_service_key" + answer + "/allOf/0/properties/service_key"},
		To:     `{"$ref":"#/components/schemas/partner_attachment_service_key"}`,
		Reason: "an object that has array items and no field; the items name the type that the example has",
	},
	{
		At:     []string{schemas + "page_links/properties/pages"},
		To:     `{"nullable":true,"allOf":[{"$ref":"#/components/schemas/forward_links"},{"$ref":"#/components/schemas/backward_links"}]}`,
		Reason: "a union of the first page and the last; a page between them has all four links, and examples without any have null",
	},
	{
		At:     []string{schemas + "metrics_result/properties/values/items"},
		To:     `{"type":"array","prefixItems":[{"type":"integer"},{"type":"string","format":"decimal"}]}`,
		Reason: "a sample is always the pair of a time and a value, which OpenAPI 3.0 cannot say of an array",
	},

	{
		At:     []string{schemas + "logsink_verbose/allOf/1", schemas + "logsink_create/allOf/1"},
		To:     logsinkForms,
		Reason: "sink_type says which of the forms config has, and the two are declared as if any pair could be",
	},

	// Names that are required and not declared, and the reverse.
	{
		At:     []string{schemas + "sinks_response/required", schemas + "app_log_destination_logtail_spec/required"},
		Reason: "the one name that is required is not declared",
	},
	{
		At:     []string{"/paths/~1v2~1uptime~1checks/post" + request + "/required"},
		To:     `["name","target","regions","type","enabled"]`,
		Reason: "the list has method too, which is not declared, and which no example sends",
	},
	{
		At:     []string{"/paths/~1v2~1droplets~1actions/post/parameters/0"},
		To:     `{"in":"query","name":"tag_name","required":true,"schema":{"type":"string"}}`,
		Reason: "the optional filter of the list of Droplets; without a tag this action has no Droplets to act on",
	},
	{
		At:     []string{"/paths/~1v2~1volumes/delete/parameters/0"},
		To:     `{"in":"query","name":"name","required":true,"schema":{"type":"string"}}`,
		Reason: "a volume is deleted by its name in a region, and both have to be given",
	},
	{
		At:     []string{"/paths/~1v2~1volumes/delete/parameters/1"},
		To:     `{"in":"query","name":"region","required":true,"schema":{"$ref":"#/components/schemas/region_slug"}}`,
		Reason: "a volume is deleted by its name in a region, and both have to be given",
	},

	// Parameters and bodies.
	{
		At:     []string{"/paths/~1v2~1volumes~1actions/post/parameters"},
		Reason: "page and per_page, for an operation that answers with one action",
	},
	{
		At:     []string{"/paths/~1v2~1volumes~1{volume_id}~1actions/post/parameters"},
		To:     `[{"$ref":"#/components/parameters/volume_id"}]`,
		Reason: "page and per_page, for an operation that answers with one action",
	},
	{
		At:     []string{"/paths/~1v2~1volumes~1{volume_id}~1actions~1{action_id}/get/parameters"},
		To:     `[{"$ref":"#/components/parameters/volume_id"},{"$ref":"#/components/parameters/action_id"}]`,
		Reason: "page and per_page, for an operation that answers with one action",
	},
	{
		At:     pagedWithoutPage,
		To:     `{"$ref":"#/components/parameters/page"}`,
		Reason: "the answer has links to other pages, and those are chosen by page",
	},
	{
		At:     pagedWithoutPage,
		To:     `{"$ref":"#/components/parameters/per_page"}`,
		Reason: "the answer has links to other pages, and their size is chosen by per_page",
	},
	{
		At:     []string{"/paths/~1v2~1registries~1{registry_name}~1docker-credentials/get/parameters/-"},
		To:     `{"$ref":"#/components/parameters/registry_expiry_seconds"}`,
		Reason: "lost in the copy from /v2/registry/docker-credentials, whose text the operation still has",
	},
	{
		At:     []string{"/paths/~1v2~1registries~1{registry_name}~1docker-credentials/get/parameters/-"},
		To:     `{"$ref":"#/components/parameters/registry_read_write"}`,
		Reason: "lost in the copy from /v2/registry/docker-credentials, whose text the operation still has",
	},
	{
		At: []string{"/paths/~1v2~1gen-ai~1agents~1{agent_uuid}~1knowledge_bases/post/requestBody"},
		To: `{"required":true,"content":{"application/json":{"schema":{"type":"object","properties":{` +
			`"agent_uuid":{"type":"string"},"knowledge_base_uuids":{"type":"array","items":{"type":"string"}}}}}}}`,
		Reason: "no body is declared; the sample sends the knowledge bases to attach",
	},
	{
		At: []string{schemas + "volume_action_post_attach_by_name"},
		To: `{"allOf":[{"$ref":"#/components/schemas/volume_action_post_attach"},` +
			`{"type":"object","required":["volume_name"],"properties":{"volume_name":{"type":"string"}}}]}`,
		Reason: "an action by name needs the name of the volume, and the examples send it",
	},
	{
		At: []string{schemas + "volume_action_post_detach_by_name"},
		To: `{"allOf":[{"$ref":"#/components/schemas/volume_action_post_detach"},` +
			`{"type":"object","required":["volume_name"],"properties":{"volume_name":{"type":"string"}}}]}`,
		Reason: "an action by name needs the name of the volume, and the examples send it",
	},
	{
		At: []string{"/paths/~1v2~1volumes~1actions/post" + request},
		To: `{"anyOf":[{"$ref":"#/components/schemas/volume_action_post_attach_by_name"},` +
			`{"$ref":"#/components/schemas/volume_action_post_detach_by_name"}],"discriminator":{"propertyName":"type","mapping":{` +
			`"attach":"#/components/schemas/volume_action_post_attach_by_name",` +
			`"detach":"#/components/schemas/volume_action_post_detach_by_name"}}}`,
		Reason: "declared with the types of an action by ID, which have no name",
	},

	{
		At:     []string{schemas + "apps_vpc/readOnly"},
		Reason: "the example of a request chooses the VPC of an app by its ID; only the addresses inside are for reading",
	},
	{
		At:     []string{schemas + "apps_vpc/properties/egress_ips/readOnly"},
		To:     `true`,
		Reason: "the addresses are assigned by the service; the schema has the whole VPC for reading instead",
	},

	{
		At:     []string{schemas + "app_ingress_spec_rule_routing_component/properties/preserve_path_prefix/type"},
		To:     `"boolean"`,
		Reason: "a flag, which its twin in app_route_spec declares as a boolean",
	},

	{
		At:     []string{schemas + "apiUpdateModelRouterInputPublic/properties/fallback_models/items/type"},
		To:     `"string"`,
		Reason: "the names of models, which its twin in apiCreateModelRouterInputPublic declares as strings",
	},

	// Values.
	{
		At:     []string{schemas + "droplet_action/properties/type/enum/-"},
		To:     `"change_backup_policy"`,
		Reason: "the union of Droplet actions has an arm for it",
	},
	{
		At:     []string{schemas + "kafka_topic_config/properties/compression_type/enum/3"},
		To:     `"lz4"`,
		Reason: "the compression is written with a capital I for the l",
	},
	{
		At: []string{
			schemas + "kafka_topic_config/properties/flush_messages/default",
			schemas + "kafka_topic_config/properties/flush_ms/default",
			schemas + "kafka_topic_config/properties/max_compaction_lag_ms/default",
		},
		Reason: "the largest int64, rounded on its way through a float to a number that no int64 holds",
	},

	// Fields that the examples have.
	{
		At:     []string{schemas + "tags/properties/resources/allOf/1/properties/imgages"},
		Reason: "misspelt; the next entry has it right",
	},
	{
		At:     []string{schemas + "tags/properties/resources/allOf/1/properties/images"},
		To:     `{"$ref":"#/components/schemas/tags_metadata"}`,
		Reason: "the examples count images here; the schema misspells the name",
	},
	{
		At: []string{
			schemas + "autoscale_pool_droplet_template/properties/backups",
			schemas + "autoscale_pool_droplet_template/properties/monitoring",
		},
		To:     `{"type":"boolean"}`,
		Reason: "the examples of requests send it, and the request for a Droplet has it",
	},
	{
		At:     []string{schemas + "vpc_nat_gateway_create/properties/project_id", schemas + "vpc_nat_gateway_get/properties/project_id"},
		To:     `{"type":"string"}`,
		Reason: "the examples of the request and of the list have it",
	},
	{
		At:     []string{schemas + "vpc_nat_gateway_get/properties/vpcs/items/properties/default_gateway"},
		To:     `{"type":"boolean"}`,
		Reason: "the request declares it, and the example of the answer repeats it",
	},
	{
		At:     []string{schemas + "load_balancer_base/properties/subnet_uuid"},
		To:     `{"type":"string"}`,
		Reason: "the official client and the Terraform provider have it",
	},
	{
		At:     []string{schemas + "health_check/properties/proxy_protocol"},
		To:     `{"type":"boolean"}`,
		Reason: "the official client and the controller for Kubernetes send it: without it checks fail where the Droplets do not speak the protocol",
	},
	{
		At:     []string{schemas + "account/properties/volume_limit", schemas + "account/properties/reserved_ip_limit"},
		To:     `{"type":"integer"}`,
		Reason: "the official client has them, and the CSI driver asks for the first before it creates a volume",
	},
	{
		At:     []string{schemas + "app_propose_response/properties/max_free_static_apps"},
		To:     `{"type":"string"}`,
		Reason: "the example has it beside existing_static_apps",
	},
	{
		At:     []string{schemas + "droplet_snapshot/allOf/2/properties/distribution"},
		To:     `{"$ref":"#/components/schemas/distribution"}`,
		Reason: "the example of backups has it; a backup is an image",
	},
	{
		At:     []string{schemas + "droplet_snapshot/allOf/2/properties/slug"},
		To:     `{"type":"string","nullable":true}`,
		Reason: "the example of backups has it; a backup is an image",
	},
	{
		At:     []string{schemas + "droplet_snapshot/allOf/2/properties/public"},
		To:     `{"type":"boolean"}`,
		Reason: "the example of backups has it; a backup is an image",
	},
	{
		At:     []string{schemas + "database_version_options/properties/default_version"},
		To:     `{"type":"string","readOnly":true}`,
		Reason: "the example has it for nearly every engine",
	},
	{
		At:     []string{schemas + "database_version_availability/properties/default"},
		To:     `{"type":"boolean"}`,
		Reason: "the example has it for every version",
	},
	{
		At: []string{
			schemas + "kafka_topic_config/properties/message_timestamp_difference_max_ms",
			schemas + "kafka_topic_config/properties/segment_index_bytes",
		},
		To:     `{"type":"integer"}`,
		Reason: "the examples of topics have it, and Kafka has such a setting",
	},
	{
		At:     []string{schemas + "kafka_topic_partition/properties/consumer_groups/items/properties/name"},
		To:     `{"type":"string"}`,
		Reason: "the examples have the name of a group here and not under group_name",
	},
	{
		At:     []string{schemas + "partner_attachment/properties/urn"},
		To:     `{"type":"string","readOnly":true}`,
		Reason: "the example of the list has it",
	},
	{
		At:     []string{responses + "reserved_ipv6_create" + answer + "/properties/reserved_ipv6/properties/droplet"},
		To:     `{"nullable":true,"allOf":[{"$ref":"#/components/schemas/droplet"}]}`,
		Reason: "the example has it, as the answer of get does",
	},
	{
		At:     []string{responses + "garbage_collections" + answer + "/properties/meta"},
		To:     `{"$ref":"#/components/schemas/meta_properties"}`,
		Reason: "the example has it, and the request takes page and per_page",
	},
	{
		At:     []string{schemas + "scheduled_details/properties/body"},
		To:     `{"type":"object","nullable":true,"additionalProperties":true}`,
		Reason: "the arguments of a function, which may have any names; the one that is declared is that of the example",
	},

	// Formats that the examples show.
	{
		At:     timesWithoutFormat,
		To:     `"date-time"`,
		Reason: "a time whose example, or whose twin in another type, is in RFC 3339",
	},
	{
		At:     amounts,
		To:     `"decimal"`,
		Reason: "an amount of money, which the examples write as a decimal number",
	},
	{
		At:     []string{responses + "all_droplet_backup_policies" + answer + "/allOf/0/properties/policies/propertyNames"},
		To:     `{"format":"int64"}`,
		Reason: "the names in the map are the IDs of Droplets",
	},
	{
		At:     []string{responses + "create_team" + answer + "/properties/invitations/propertyNames"},
		To:     `{"format":"email"}`,
		Reason: "the names in the map are the addresses of those invited",
	},
}

const logsinkForms = `{"oneOf":[
	{"properties":{"sink_type":{"type":"string","enum":["rsyslog"]},"config":{"$ref":"#/components/schemas/rsyslog_logsink"}}},
	{"properties":{"sink_type":{"type":"string","enum":["elasticsearch"]},"config":{"$ref":"#/components/schemas/elasticsearch_logsink"}}},
	{"properties":{"sink_type":{"type":"string","enum":["opensearch"]},"config":{"$ref":"#/components/schemas/opensearch_logsink"}}},
	{"properties":{"sink_type":{"type":"string","enum":["datadog"]},"config":{"$ref":"#/components/schemas/datadog_logsink"}}}
]}`

var pagedWithoutPage = []string{
	"/paths/~1v2~1customers~1my~1billing_history/get/parameters/-",
	"/paths/~1v2~1floating_ips~1{floating_ip}~1actions/get/parameters/-",
	"/paths/~1v2~1gen-ai~1knowledge_bases~1{knowledge_base_uuid}~1indexing_jobs/get/parameters/-",
	"/paths/~1v2~1images~1{image_id}~1actions/get/parameters/-",
	"/paths/~1v2~1projects~1default~1resources/get/parameters/-",
	"/paths/~1v2~1reserved_ips~1{reserved_ip}~1actions/get/parameters/-",
}

var timesWithoutFormat = []string{
	schemas + "CustomModelActiveDeployment/properties/created_at/format",
	schemas + "CustomModelActiveDeployment/properties/updated_at/format",
	schemas + "access_point_response/properties/updated_at/format",
	schemas + "billing_address/properties/created_at/format",
	schemas + "billing_address/properties/updated_at/format",
	schemas + "database_cluster/properties/version_end_of_availability/format",
	schemas + "database_cluster/properties/version_end_of_life/format",
	schemas + "database_cluster_read/properties/version_end_of_availability/format",
	schemas + "database_cluster_read/properties/version_end_of_life/format",
	schemas + "database_version_availability/properties/end_of_availability/format",
	schemas + "database_version_availability/properties/end_of_life/format",
	schemas + "events_logs/properties/create_time/format",
	schemas + "invoice_item/properties/end_time/format",
	schemas + "invoice_item/properties/start_time/format",
	schemas + "invoice_preview/properties/updated_at/format",
	schemas + "namespace_info/properties/created_at/format",
	schemas + "namespace_info/properties/updated_at/format",
	schemas + "online_migration/properties/created_at/format",
	schemas + "previous_outage/properties/ended_at/format",
	schemas + "previous_outage/properties/started_at/format",
	schemas + "region_state/properties/status_changed_at/format",
	schemas + "trigger_info/properties/created_at/format",
	schemas + "trigger_info/properties/scheduled_runs/properties/last_run_at/format",
	schemas + "trigger_info/properties/scheduled_runs/properties/next_run_at/format",
	schemas + "trigger_info/properties/updated_at/format",
	schemas + "volume_base/properties/created_at/format",
	schemas + "volume_base_read/properties/created_at/format",
	schemas + "vpc_member/properties/created_at/format",
}

var amounts = []string{
	schemas + "addons_dimension_volume_with_price/properties/price_per_unit/format",
	schemas + "apps_instance_size/properties/usd_per_month/format",
	schemas + "apps_instance_size/properties/usd_per_second/format",
	schemas + "associated_resource/properties/cost/format",
	schemas + "balance/properties/account_balance/format",
	schemas + "balance/properties/month_to_date_balance/format",
	schemas + "balance/properties/month_to_date_usage/format",
	schemas + "billing_data_point/properties/total_amount/format",
	schemas + "billing_history/properties/amount/format",
	schemas + "dedicated_inference_size/properties/price_per_hour/format",
	schemas + "invoice_item/properties/amount/format",
	schemas + "invoice_preview/properties/amount/format",
	schemas + "invoice_summary/properties/amount/format",
	schemas + "product_charge_item/properties/amount/format",
	schemas + "product_usage_charges/properties/amount/format",
	schemas + "simple_charge/properties/amount/format",
}
