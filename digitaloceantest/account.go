package digitaloceantest

import "net/http"

// Who owns the account.
const (
	accountUUID  = "b6fc89dbf6d9156cace5f3c78dc9851d957381ef"
	accountEmail = "sammy@example.com"
	accountName  = "Sammy the Shark"
	ownerID      = 258992
)

func init() {
	handle("GET /v2/account", getAccount)
}

func getAccount(c *call) (reply, error) {
	return answer(http.StatusOK, "account", newObject(
		"droplet_limit", c.settings.dropletLimit,
		"floating_ip_limit", 5,
		"reserved_ip_limit", 5,
		"volume_limit", 100,
		"email", accountEmail,
		"name", accountName,
		"uuid", accountUUID,
		"email_verified", true,
		"status", "active",
		"status_message", "",
		"team", newObject(
			"uuid", "5df3e3004a17e242b7c20ca6c9fc25b701a47ece",
			"name", "My Team",
		),
	))
}
